const COMMAND = /([a-z])([^a-z]*)/gi;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;

/** How many numbers each command of a path takes at a time; its end point comes last. */
const NUMBERS_OF = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7, Z: 0 } as const;

/** A point of a picture, in pixels. */
export interface Point {
  /** To the right. */
  readonly x: number;
  /** Downwards. */
  readonly y: number;
}

/**
 * The corners of a path; of a curve, its ends.
 *
 * @param d - the path's `d` attribute
 * @returns points in the order in which the path runs
 */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [here, start]: Point[] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  for (const [, letter = '', list = ''] of d.matchAll(COMMAND)) {
    const command = letter.toUpperCase() as keyof typeof NUMBERS_OF;
    for (const step of steps((list.match(NUMBER) ?? []).map(Number), NUMBERS_OF[command])) {
      here = command === 'Z' ? start! : endOf(step, command, letter === command, here!);
      if (command === 'M') start = here;
      points.push(here);
    }
  }
  return points;
}

/**
 * How long a path is, its curves taken as straight.
 *
 * @param points - corners of the path
 * @returns length in pixels
 */
export function pathLengthPx(points: readonly Point[]): number {
  return points.reduce(
    (sum, point, index) => sum + distancePx(points[index - 1] ?? point, point),
    0,
  );
}

/**
 * The point that is reached after some way along a path.
 *
 * @param points - corners of the path
 * @param lengthPx - the way from its beginning
 * @returns the point; the last one where the path is shorter
 */
export function pointAtLength(points: readonly Point[], lengthPx: number): Point {
  let left = lengthPx;
  for (const [index, to] of points.entries()) {
    const from = points[index - 1] ?? to;
    const distance = distancePx(from, to);
    if (left <= distance && distance > 0) {
      const share = left / distance;
      return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    }
    left -= distance;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

function distancePx(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function steps(numbers: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  const count = Math.floor(numbers.length / size);
  return Array.from({ length: count }, (_, step) => numbers.slice(step * size, (step + 1) * size));
}

function endOf(step: readonly number[], command: string, absolute: boolean, from: Point): Point {
  const base = absolute ? { x: 0, y: 0 } : from;
  const last = step.at(-1)!;
  if (command === 'H') return { x: base.x + last, y: from.y };
  if (command === 'V') return { x: from.x, y: base.y + last };
  return { x: base.x + step.at(-2)!, y: base.y + last };
}
