/** How much each place of an image counts, on a grid that is usually coarser than the image. */
export interface HeatMap {
  /** In [0, 1], row by row, shape [rows, columns]; the largest is 1, or all are 0. */
  readonly values: Float32Array;
  /** Places from top to bottom. */
  readonly rows: number;
  /** Places from left to right. */
  readonly columns: number;
}

/**
 * A heat map's value between its places, by bilinear interpolation. Outside of the outermost
 * places' centres their values go on.
 *
 * @param heatMap - the grid
 * @param y - from 0, the upper edge, to 1, the lower one
 * @param x - from 0, the left edge, to 1, the right one
 * @returns a value in [0, 1]
 */
export function heatAt({ values, rows, columns }: HeatMap, y: number, x: number): number {
  const [top, bottom, down] = neighbours(y, rows);
  const [left, right, along] = neighbours(x, columns);
  const at = (row: number, column: number) => values[row * columns + column]!;
  const upper = at(top, left) * (1 - along) + at(top, right) * along;
  const lower = at(bottom, left) * (1 - along) + at(bottom, right) * along;
  return upper * (1 - down) + lower * down;
}

/** The places before and after a position, and how far it is on the way between them. */
function neighbours(position: number, length: number): [number, number, number] {
  const centred = Math.min(Math.max(position * length - 0.5, 0), length - 1);
  const before = Math.floor(centred);
  return [before, Math.min(before + 1, length - 1), centred - before];
}
