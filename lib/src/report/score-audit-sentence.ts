import type { AuditedExperiment, AuditedScores, RunAudit } from '../audit/index.js';
import { formatCount, formatPercent, formatPercentInterval, formatScore } from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';

/**
 * What a leak does to a model's scores, in words.
 *
 * @param audit - from `runAudit`
 * @returns sentences of plain text; none where the experiment was not run
 * @example
 * scoreAuditSentence(audit); // 'CNN: on the 484 test rows that share something with training …'
 */
export function scoreAuditSentence({ title, scores }: AuditedExperiment): string {
  if (!scores) return '';
  const name = scores.quick ? `${title} (quick run)` : title;
  return [within(name, scores), besideTwin(scores)].filter((text) => text !== '').join(' ');
}

function within(name: string, { all, leaky, clean, leakyMinusClean }: RunAudit): string {
  if (!leaky) {
    return `${name}: none of its ${formatCount(all.rows)} test rows shares anything with training; it is right on ${percent(all.scores.accuracy)} of them.`;
  }
  if (!clean || !leakyMinusClean) {
    return `${name}: all of its ${formatCount(all.rows)} test rows share something with training, so its ${percent(all.scores.accuracy)} says nothing of lesions that it has not seen.`;
  }
  const missing =
    clean.missingClasses.length > 0
      ? ` None of these is ${clean.missingClasses.join(' or ')}, so the two parts differ in their classes, too.`
      : ' The two parts differ in their mix of classes, too.';
  return (
    `${name}: on the ${formatCount(leaky.rows)} test rows that share something with training it is ` +
    `right on ${percent(leaky.scores.accuracy)}, on the ${formatCount(clean.rows)} that share nothing ` +
    `on ${percent(clean.scores.accuracy)}: ${difference(leakyMinusClean, 'accuracy')}.${missing}`
  );
}

function besideTwin({ all, twin }: RunAudit): string {
  if (!twin) return '';
  return (
    `All ${formatCount(all.rows)} together have a balanced accuracy of ` +
    `${percent(all.scores.balancedAccuracy)}, the leak-free twin’s ${formatCount(twin.all.rows)} test rows ` +
    `${percent(twin.all.scores.balancedAccuracy)}: ${difference(twin.difference, 'balancedAccuracy')}.`
  );
}

function difference(scores: AuditedScores, metric: 'accuracy' | 'balancedAccuracy'): string {
  const { value, low, high } = scores[metric];
  const points = (fraction: number) => formatScore(100 * fraction, 1);
  const interval = Number.isNaN(low) ? 'no interval' : `${points(low)} to ${points(high)}`;
  const verdict =
    low <= 0 && high >= 0
      ? ', an interval that holds 0: these rows do not say which is higher'
      : '';
  const amount = `${points(Math.abs(value))} points ${value < 0 ? 'more' : 'less'}`;
  return `${amount} (difference ${points(value)} [${interval}])${verdict}`;
}

function percent({ value, low, high }: Estimate): string {
  const interval = Number.isNaN(low) ? 'no interval' : formatPercentInterval(low, high);
  return `${formatPercent(value, 2)} [${interval}]`;
}
