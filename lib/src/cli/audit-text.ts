import type { AuditedExperiment, NearDuplicates, SharedExample } from '../audit/index.js';
import {
  auditRows,
  nearDuplicatesSentence,
  scoreAuditRows,
  scoreAuditSentence,
} from '../report/index.js';
import { plainSpaces, textTable } from './text-table.js';

/**
 * Lays audits out as text: what test rows share with training, and what that does to scores.
 *
 * @param audits - from `runAudit`
 * @param nearDuplicates - where they were looked for
 * @returns lines of text
 */
export function auditText(
  audits: readonly AuditedExperiment[],
  nearDuplicates?: NearDuplicates,
): string {
  const scored = scoreAuditRows(audits);
  const text = [
    ...tableOf(auditRows(audits)),
    '',
    ...(nearDuplicates ? [nearDuplicatesSentence(nearDuplicates)] : []),
    ...audits.flatMap(({ experiment, split }) => exampleLines(experiment, split.examples)),
    ...(scored.length > 0 ? ['', ...tableOf(scored), ''] : []),
    ...audits.map(scoreAuditSentence).filter((sentence) => sentence !== ''),
    ...(scored.length > 0 ? ['95 % intervals by bootstrap over lesions.'] : [NO_RUNS]),
  ].join('\n');
  return plainSpaces(text);
}

const NO_RUNS =
  'No finished run on these data, so no scores: they come with `npx dermlab reproduce` and `npx dermlab train`.';

function tableOf(rows: readonly object[]): string[] {
  const header = Object.keys(rows[0] ?? {});
  return textTable([header, ...rows.map((row) => Object.values(row).map(String))]);
}

/** The first example of each kind. */
function exampleLines(experiment: string, examples: readonly SharedExample[]): string[] {
  const kinds = [...new Set(examples.map(({ shared }) => shared))];
  const first = kinds.map((kind) => examples.find(({ shared }) => shared === kind)!);
  return first.length === 0 ? [] : [`${experiment}: ${first.map(exampleText).join('; ')}`];
}

function exampleText({ shared, ...example }: SharedExample): string {
  const { imageId, lesionId, trainImageId, trainLesionId } = example;
  if (shared === 'same image') return `${imageId} is a test row and a training row`;
  if (shared === 'same lesion') {
    return `test image ${imageId} and training image ${trainImageId} show ${lesionId}`;
  }
  return `test image ${imageId} (${lesionId}) and training image ${trainImageId} (${trainLesionId}) are near-duplicates`;
}
