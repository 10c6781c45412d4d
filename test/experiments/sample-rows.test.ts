import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sampleRows } from '../../lib/src/experiments/sample-rows.js';
import { RandomState } from '../../lib/src/random/index.js';
import { readFixture } from '../parity/regenerate.js';

interface Drawn {
  readonly rows: number;
  readonly last: readonly number[];
  readonly sha256: string;
}
// imbalanced_learn.py says how to make it again; the project itself has no use for the package.
const python = readFixture<{
  readonly cases: readonly {
    readonly name: string;
    readonly labels: readonly number[];
    readonly seed: number;
    readonly over: readonly number[];
    readonly under: readonly number[];
  }[];
  readonly large: { readonly over: Drawn; readonly under: Drawn };
}>('imbalanced_learn');

function draw(how: 'over' | 'under', labels: ArrayLike<number>, seed: number): Int32Array {
  const rows = Array.from(labels, (label, index) => ({
    dx: String(label),
    image_id: String(index),
    lesion_id: String(index),
  }));
  const classes = [...new Set(rows.map(({ dx }) => dx))].sort();
  const step = how === 'over' ? 'randomOverSample' : 'randomUnderSample';
  const train = Int32Array.from(rows.keys());
  return sampleRows({ train }, { step, rows: 'all' }, rows, classes, seed);
}

describe.each(['over', 'under'] as const)('imbalanced-learn’s rows, %ssampled', (how) => {
  test.each(python.cases)('$name, seed $seed', ({ labels, seed, ...expected }) => {
    expect([...draw(how, labels, seed)]).toEqual(expected[how]);
  });

  test('of a large set with the counts of HAM10000', () => {
    const counts = [327, 514, 1099, 115, 1113, 6705, 142];
    const inOrder = counts.flatMap((count, label) => Array<number>(count).fill(label));
    const indices = draw(how, new RandomState(7).permutation(inOrder), 42);
    const bytes = BigInt64Array.from(indices, BigInt);
    expect({
      rows: indices.length,
      last: [...indices.slice(-6)],
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }).toEqual(python.large[how]);
  });
});
