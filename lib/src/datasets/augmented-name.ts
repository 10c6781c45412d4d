import { posix } from 'node:path';

const MARK = '_augmented_';
const AUGMENTED = new RegExp(`^(.+)${MARK}\\d+$`);

/** What a file's name tells of an image in a class folder. */
export interface ImageOrigin {
  /** Name of the image that it is or was made from, without folder and ending. */
  readonly stem: string;
  /** Whether it is a copy made by augmentation. */
  readonly isAugmented: boolean;
}

/**
 * Names a copy after the image that it is made from, so that a split can keep the two together.
 *
 * @param name - path of that image
 * @param copy - number of the copy in its class, from 0
 * @returns e.g. `Train/df/ISIC_0024330_augmented_0007.jpg`
 */
export function augmentedName(name: string, copy: number): string {
  const { dir, name: stem } = posix.parse(name);
  return posix.join(dir, `${stem}${MARK}${String(copy).padStart(4, '0')}.jpg`);
}

/**
 * Reads what {@link augmentedName} writes.
 *
 * @param name - path of an image
 * @returns the image that it is or was made from
 */
export function originOf(name: string): ImageOrigin {
  const { name: stem } = posix.parse(name);
  const origin = AUGMENTED.exec(stem)?.[1];
  return origin === undefined ? { stem, isAugmented: false } : { stem: origin, isAugmented: true };
}
