import { ArgumentError, type IntegerSource } from '../core/index.js';
import { checkConfidence } from './confidence.js';
import { type ClassLabel, codesOf } from './labels.js';

/** What is drawn, and how often. */
export interface DrawOptions {
  /** Number of rows, at least 2. */
  readonly nRows: number;
  /** The group of each row, e.g. its lesion: whole groups are drawn. Default: every row its own. */
  readonly groups?: ArrayLike<ClassLabel> | undefined;
  /** Number of draws; default: 2,000. */
  readonly nResamples?: number | undefined;
  /** Share of draws inside the interval, in (0, 1); default: 0.95. */
  readonly confidence?: number | undefined;
  /** Where the draws come from, e.g. `new RandomState(42)`. */
  readonly random: IntegerSource;
}

/** Draws of whole groups with replacement, as many as there are: `random.randint(0, n, n)` each. */
export interface GroupDraws {
  /** Rows group after group; groups in the order in which they first come. */
  readonly rows: Int32Array;
  /** Where each group starts in `rows`, and the end. */
  readonly starts: Int32Array;
  /** Number of draws. */
  readonly nResamples: number;
  /** Share of draws inside the interval. */
  readonly confidence: number;
  /** Draws groups. */
  readonly draw: () => Int32Array;
}

/** Checks the options and gets ready to draw. */
export function groupDraws(options: DrawOptions): GroupDraws {
  const { nRows, groups, nResamples = 2000, confidence = 0.95, random } = options;
  checkOptions(nRows, nResamples, confidence);
  const { starts, rows } = groups ? rowsByGroup(groups, nRows) : ungrouped(nRows);
  const nGroups = starts.length - 1;
  return {
    rows,
    starts,
    nResamples,
    confidence,
    draw: () => random.randint(0, nGroups, nGroups),
  };
}

function checkOptions(nRows: number, nResamples: number, confidence: number): void {
  checkConfidence(confidence);
  for (const [name, value, least] of [
    ['nRows', nRows, 2],
    ['nResamples', nResamples, 1],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new ArgumentError(
      `${name} is ${String(value)}, expected an integer of at least ${String(least)}.`,
    );
  }
}

function ungrouped(nRows: number): { starts: Int32Array; rows: Int32Array } {
  const starts = Int32Array.from({ length: nRows + 1 }, (_, i) => i);
  return { starts, rows: starts.subarray(0, nRows) };
}

/** Rows group after group, groups in the order they first come, and where each group starts. */
function rowsByGroup(
  groups: ArrayLike<ClassLabel>,
  nRows: number,
): { starts: Int32Array; rows: Int32Array } {
  if (groups.length !== nRows) {
    throw new ArgumentError(
      `groups has length ${String(groups.length)}, expected nRows, ${String(nRows)}: pass one group a row.`,
    );
  }
  const seen = new Map<ClassLabel, number>();
  const codes = codesOf(groups, seen);
  if (seen.size < 2) {
    throw new ArgumentError('groups holds one group only: an interval needs at least two.');
  }
  const starts = new Int32Array(seen.size + 1);
  for (const code of codes) starts[code + 1] = starts[code + 1]! + 1;
  for (let i = 1; i < starts.length; i++) {
    starts[i] = starts[i]! + starts[i - 1]!;
  }
  const rows = new Int32Array(nRows);
  const next = starts.slice();
  for (const [row, code] of codes.entries()) {
    const at = next[code]!;
    rows[at] = row;
    next[code] = at + 1;
  }
  return { starts, rows };
}
