import { DatasetError } from '../core/index.js';

/** The numbers in ids such as `ISIC_0027419` lie below this. */
const MAX_IMAGE_NUMBER = 10 ** 7;

/**
 * Checks that no image occurs twice.
 *
 * @param ids - the image of each row
 * @param column - the column that holds them
 * @param place - gives the words for where a row stands, from its index
 * @throws DatasetError naming the image and both rows
 */
export function checkUniqueImages(
  ids: readonly string[],
  column: string,
  place: (index: number) => string,
): void {
  if (haveDistinctNumbers(ids)) return;
  const seen = new Map<string, number>();
  for (const [index, image] of ids.entries()) {
    const first = seen.get(image);
    if (first !== undefined) {
      throw new DatasetError(
        `${place(index)}: ${column} is "${image}" again, as at ${place(first)}; expected each image once. Delete one of the two rows.`,
      );
    }
    seen.set(image, index);
  }
}

/** Whether the numbers in the ids differ, so that the ids do: a tenth of a `Map`'s time. */
function haveDistinctNumbers(ids: readonly string[]): boolean {
  const seen = new Uint8Array(MAX_IMAGE_NUMBER);
  return ids.every((id) => {
    const number = Number(/\d+/.exec(id)?.[0]);
    const isNew = seen[number] === 0;
    seen[number] = 1;
    return isNew;
  });
}

/**
 * Shows a value from a file in a message: quoted, control characters escaped, cut when long.
 *
 * @param value - the value as text
 * @returns the quoted value, at most about 60 characters
 */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}

/**
 * Makes the error for a value that is out of place.
 *
 * @param column - the value's column
 * @param value - the value as text
 * @param expected - what would fit, in words
 * @param place - where the row stands
 * @returns the error, to be thrown
 */
export function unexpectedValue(
  column: string,
  value: string,
  expected: string,
  place: string,
): DatasetError {
  return new DatasetError(
    `${place}: ${column} is ${quoteValue(value)}, expected ${expected}. Correct the value or get the file again.`,
  );
}
