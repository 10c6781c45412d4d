import { RandomState } from '../../lib/src/random/index.js';

/** Images and labels of one side. */
export interface LabelledNoise {
  readonly pixels: Uint8Array[];
  readonly labels: Int32Array;
}

/**
 * Noise that is brighter the higher the class, as the scripts in test/parity make it with NumPy.
 *
 * @param rows - images
 * @param sizePx - width and height of each
 * @param classes - number of classes
 * @returns a function that gives the rows from `start` to `end`
 */
export function noiseByClass(
  rows: number,
  sizePx: number,
  classes: number,
): (start: number, end?: number) => LabelledNoise {
  const labels = new RandomState(2).randint(0, classes, rows);
  const length = sizePx ** 2 * 3;
  const noise = new RandomState(1).randint(0, 256, rows * length);
  const pixels = Array.from(labels, (label, row) =>
    Uint8Array.from(noise.subarray(row * length, (row + 1) * length), (value) =>
      Math.floor((value * (label + 1)) / classes),
    ),
  );
  return (start, end) => ({ pixels: pixels.slice(start, end), labels: labels.slice(start, end) });
}
