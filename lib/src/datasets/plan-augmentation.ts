import type { ImageAugmentation } from '../images/index.js';
import { RandomState } from '../random/index.js';
import { augmentedName } from './augmented-name.js';
import type { ClassFolderRow } from './class-folders.js';

const MAX_ROTATION_DEGREES = 25;
const MAX_ZOOM = 1.3;
const ROTATION_PROBABILITY = 0.7;
const OTHER_PROBABILITY = 0.5;

/** A copy that is to be made. */
export interface PlannedCopy {
  /** Path of the image that it is made from. */
  readonly from: string;
  /** Its own path. */
  readonly name: string;
  /** How it differs. */
  readonly augmentation: ImageAugmentation;
}

/**
 * Draws the copies that fill each class up to a count, class by class: for each an image of the
 * class, and with Augmentor's kind of chances a rotation up to 25° (0.7), flips and a zoom up to
 * 1.3 times (0.5 each), at least one of them.
 *
 * @param rows - training images, none of them a copy
 * @param classes - class labels in class order
 * @param perClass - images that each class will have at least, from 1
 * @param seed - an integer in [0, 2³² - 1]
 * @returns the copies, in class order
 */
export function planAugmentation(
  rows: readonly ClassFolderRow[],
  classes: readonly string[],
  perClass: number,
  seed: number,
): PlannedCopy[] {
  const random = new RandomState(seed);
  return classes.flatMap((label) => {
    const ofClass = rows.filter(({ dx }) => dx === label).map(({ image_id: name }) => name);
    return Array.from({ length: Math.max(0, perClass - ofClass.length) }, (_, copy) => {
      const from = ofClass[random.randint(0, ofClass.length, 1)[0]!]!;
      return { from, name: augmentedName(from, copy), augmentation: drawAugmentation(random) };
    });
  });
}

function drawAugmentation(random: RandomState): ImageAugmentation {
  const [rotate = 0, angle = 0, horizontal = 0, vertical = 0, zoomed = 0, factor = 0] =
    random.randomSample(6);
  const augmentation = {
    rotationDegrees: rotate < ROTATION_PROBABILITY ? (2 * angle - 1) * MAX_ROTATION_DEGREES : 0,
    flipHorizontal: horizontal < OTHER_PROBABILITY,
    flipVertical: vertical < OTHER_PROBABILITY,
    zoom: zoomed < OTHER_PROBABILITY ? 1 + factor * (MAX_ZOOM - 1) : 1,
  };
  return isChanged(augmentation) ? augmentation : drawAugmentation(random);
}

function isChanged(augmentation: ImageAugmentation): boolean {
  const { rotationDegrees, flipHorizontal, flipVertical, zoom } = augmentation;
  return rotationDegrees !== 0 || flipHorizontal || flipVertical || zoom !== 1;
}
