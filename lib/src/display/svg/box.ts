/** An upright box, in pixels; y grows downwards. */
export interface Box {
  /** Smallest x. */
  readonly left: number;
  /** Smallest y. */
  readonly top: number;
  /** Largest x. */
  readonly right: number;
  /** Largest y. */
  readonly bottom: number;
}

/** A box as `getBoundingClientRect` and `getBBox` give it. */
export interface DomRect extends Box {
  /** Same as `left`. */
  readonly x: number;
  /** Same as `top`. */
  readonly y: number;
  /** From `left` to `right`. */
  readonly width: number;
  /** From `top` to `bottom`. */
  readonly height: number;
}

/**
 * The smallest box around boxes.
 *
 * @param boxes - any number of boxes
 * @returns their union, or undefined where there are none
 */
export function unionBox(boxes: readonly (Box | undefined)[]): Box | undefined {
  const present = boxes.filter((box) => box !== undefined);
  if (present.length === 0) return undefined;
  return {
    left: Math.min(...present.map((box) => box.left)),
    top: Math.min(...present.map((box) => box.top)),
    right: Math.max(...present.map((box) => box.right)),
    bottom: Math.max(...present.map((box) => box.bottom)),
  };
}

/**
 * A box with the further names that a DOM gives it.
 *
 * @param box - a box; undefined stands for one without extent at the origin
 * @returns the same box
 */
export function domRect(box: Box = { left: 0, top: 0, right: 0, bottom: 0 }): DomRect {
  const { left, top, right, bottom } = box;
  return { ...box, x: left, y: top, width: right - left, height: bottom - top };
}
