import type { Box } from './box.js';

/** An affine map as SVG writes it: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Transform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const IDENTITY: Transform = [1, 0, 0, 1, 0, 0];
const FUNCTION = /(translate|rotate|scale|matrix)\(([^)]*)\)/g;

/**
 * Reads a `transform` attribute.
 *
 * @param text - the attribute, e.g. `translate(10,20) rotate(-90)`; null is the identity
 * @returns the map from inside the element to outside
 */
export function parseTransform(text: string | null): Transform {
  return [...(text ?? '').matchAll(FUNCTION)]
    .map(([, name = '', list = '']) =>
      transformOf(
        name,
        list
          .trim()
          .split(/[\s,]+/)
          .map(Number),
      ),
    )
    .reduce(compose, IDENTITY);
}

/**
 * The upright box around a box that is moved, turned or scaled.
 *
 * @param transform - the map
 * @param box - the box inside
 * @returns the box outside
 */
export function transformBox([a, b, c, d, e, f]: Transform, box: Box): Box {
  const corners = [box.left, box.right].flatMap((x) =>
    [box.top, box.bottom].map((y) => ({ x: a * x + c * y + e, y: b * x + d * y + f })),
  );
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

function transformOf(name: string, numbers: readonly number[]): Transform {
  const [first = 0, second, third = 0, d = 1, e = 0, f = 0] = numbers;
  if (name === 'translate') return [1, 0, 0, 1, first, second ?? 0];
  if (name === 'scale') return [first, 0, 0, second ?? first, 0, 0];
  if (name === 'matrix') return [first, second ?? 0, third, d, e, f];
  const [cos, sin] = [Math.cos((first * Math.PI) / 180), Math.sin((first * Math.PI) / 180)];
  const [x, y] = [second ?? 0, third];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

// The map that applies `inner` first.
function compose(outer: Transform, inner: Transform): Transform {
  const [a, b, c, d, e, f] = outer;
  const [A, B, C, D, E, F] = inner;
  return [
    a * A + c * B,
    b * A + d * B,
    a * C + c * D,
    b * C + d * D,
    a * E + c * F + e,
    b * E + d * F + f,
  ];
}
