import { createHash } from 'node:crypto';
import { RandomState } from '../../lib/src/random/index.js';
import { readFixture } from '../parity/regenerate.js';

/** A long result as the fixture keeps it. */
export interface Short {
  readonly length: number;
  readonly head: readonly number[];
  readonly sha256: string;
}

/** Both sides of a split, shortened. */
export interface Sides {
  readonly train: Short;
  readonly test: Short;
}

type Seed = number | readonly number[];

/** What `test/parity/numpy_random.py` writes. */
export interface RandomFixture {
  readonly draws: readonly {
    readonly seed: Seed;
    readonly permutation: readonly Short[];
    readonly shuffle: readonly Short[];
    readonly randomSample: readonly Short[];
    readonly uniform: Short;
    readonly randint: readonly (Short & { readonly low: number; readonly high: number })[];
    readonly choice: readonly Short[];
    readonly choiceDistinct: readonly Short[];
    readonly choiceWeighted: Short;
    readonly choiceWeightedDistinct: Short;
  }[];
  readonly normals: readonly {
    readonly seed: number;
    readonly loc: number;
    readonly scale: number;
    readonly values: readonly number[];
  }[];
  readonly mixtures: readonly {
    readonly seed: Seed;
    readonly randint: readonly number[];
    readonly normal: readonly number[];
    readonly permutation: readonly number[];
    readonly normalAgain: readonly number[];
    readonly randomSample: readonly number[];
    readonly choice: readonly number[];
    readonly state: {
      readonly key: Short;
      readonly position: number;
      readonly gauss: number | null;
    };
  }[];
  readonly labels: Readonly<
    Record<LabelsName, { readonly length: number; readonly sha256: string }>
  >;
  readonly trainTestSplits: readonly {
    readonly labels: LabelsName;
    readonly stratify: boolean;
    readonly seed: number;
    readonly testSize: number | null;
    readonly trainSize: number | null;
    readonly result: Sides | null;
  }[];
  readonly plainSizes: readonly {
    readonly n: number;
    readonly seed: number;
    readonly result: Sides | null;
  }[];
  readonly ordered: readonly ({ readonly n: number } & Sides)[];
  readonly resamples: readonly {
    readonly labels: LabelsName;
    readonly seed: number;
    readonly replace: boolean;
    readonly stratify: boolean;
    readonly nSamples: number | null;
    readonly result: Short | null;
  }[];
  readonly balanced500: { readonly rows: Short } & Sides;
  readonly folds: readonly {
    readonly splitter: 'KFold' | 'StratifiedKFold' | 'GroupKFold' | 'StratifiedGroupKFold';
    readonly labels: LabelsName;
    readonly groups: GroupsName | null;
    readonly nSplits: number;
    readonly seed: number | null;
    readonly result: Short | null;
  }[];
}

/** Names of the synthetic labels. */
export type LabelsName =
  | 'imbalanced7'
  | 'numbers3'
  | 'classes8'
  | 'classes12'
  | 'single'
  | 'binary20';

/** Names of the synthetic groups. */
export type GroupsName = 'lesions' | 'large' | 'own';

export const fixture = readFixture<RandomFixture>('numpy_random');

/** Shortens integers as the generator does. */
export function shortIntegers(values: Int32Array): Short {
  return digest(values, BigInt64Array.from(values, BigInt));
}

/** Shortens doubles as the generator does. */
export function shortDoubles(values: Float64Array): Short {
  return digest(values, values);
}

/** Shortens both sides of a split. */
export function shortSides({ train, test }: { train: Int32Array; test: Int32Array }): Sides {
  return { train: shortIntegers(train), test: shortIntegers(test) };
}

/** The generator's synthetic labels, made anew. */
export function labelsOf(name: LabelsName): (string | number)[] {
  const ordered = orderedLabels(name);
  return Array.from(new RandomState(7).permutation(ordered.length), (row) => {
    return ordered[row]!;
  });
}

/** The generator's synthetic groups, made anew. */
export function groupsOf(name: GroupsName, n: number): (string | number)[] {
  if (name === 'lesions') {
    const drawn = new RandomState(11).randint(0, Math.max(2, Math.floor((n * 3) / 4)), n);
    return Array.from(drawn, (group) => `HAM_${String(group).padStart(7, '0')}`);
  }
  if (name === 'large') {
    return Array.from(new RandomState(12).randint(0, 20, n), (g) => Math.floor((g * g) / 9));
  }
  return Array.from({ length: n }, (_, row) => n - 1 - row + 5);
}

function orderedLabels(name: LabelsName): (string | number)[] {
  const numbers = (n: number, label: (row: number) => number) =>
    Array.from({ length: n }, (_, row) => label(row));
  switch (name) {
    case 'imbalanced7':
      return imbalanced7();
    case 'numbers3':
      return numbers(1000, (row) => (row % 10) % 3);
    case 'classes8':
      return numbers(800, (row) => ((row * row) % 101) % 8);
    case 'classes12':
      return numbers(800, (row) => ((row * row) % 1009) % 12);
    case 'single':
      return numbers(300, () => 0);
    case 'binary20':
      return numbers(20, (row) => row).map((row) => ([0, 4].includes(row % 5) ? 'yes' : 'no'));
  }
}

function imbalanced7(): string[] {
  const counts = { akiec: 327, bcc: 514, bkl: 1099, df: 115, mel: 1113, nv: 6705, vasc: 142 };
  return Object.entries(counts).flatMap(([label, count]) => Array<string>(count).fill(label));
}

function digest(values: Int32Array | Float64Array, words: BigInt64Array | Float64Array): Short {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  return {
    length: values.length,
    head: [...values.subarray(0, 4)],
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
