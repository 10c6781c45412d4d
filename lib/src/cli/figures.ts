import { formatCount, formatPercent, formatScore } from '../charts/index.js';
import type { Estimate, FoldMean } from '../experiments/index.js';

/** A count with thousands separated, e.g. `10,015`. */
export const count = formatCount;

/** A score or loss, e.g. `0.432`. */
export const score = formatScore;

/** A share of the rows, with as many decimals as sources report, e.g. `72.14 %`. */
export function percent(share: number): string {
  return withPlainSpace(formatPercent(share, 2));
}

/** A model's probability for a class, e.g. `97.3 %`. */
export function probability(value: number): string {
  return withPlainSpace(formatPercent(value));
}

/** A share with its 95 % interval, e.g. `72.14 % [67.9–76.0]`. */
export function percentWithInterval({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return percent(value);
  return `${percent(value)} [${withoutSign(formatPercent(low))}–${withoutSign(formatPercent(high))}]`;
}

/** A mean share and its standard deviation, e.g. `71.65 ± 2.48 %`. */
export function percentWithDeviation({ mean, standardDeviation }: FoldMean): string {
  return `${withoutSign(percent(mean))} ± ${percent(standardDeviation)}`;
}

/** A score with its 95 % interval, e.g. `0.432 [0.392–0.466]`. */
export function scoreWithInterval({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return score(value);
  return `${score(value)} [${score(low)}–${score(high)}]`;
}

function withoutSign(text: string): string {
  return text.replace(/\s%$/, '');
}

// What a terminal shows is searched and copied.
function withPlainSpace(text: string): string {
  return text.replace('\u00a0', ' ');
}
