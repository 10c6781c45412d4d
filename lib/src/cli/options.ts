import { InvalidArgumentError, Option } from 'commander';

/**
 * `--data`, or `DERMLAB_DATA`.
 *
 * @returns the option
 */
export function dataOption(): Option {
  return new Option(
    '--data <path>',
    'folder or zip of the full HAM10000 download (default: the embedded 96×72 set)',
  ).env('DERMLAB_DATA');
}

/**
 * `--data`, or `DERMLAB_DATA`, for commands that take data of any kind.
 *
 * @returns the option
 */
export function anyDataOption(): Option {
  return new Option(
    '--data <path>',
    'HAM10000, ISIC 2019, class folders, main_image_data.csv or a pixel table (default: the embedded 96×72 set)',
  ).env('DERMLAB_DATA');
}

/**
 * `--weights`, for commands that run models with a pretrained base.
 *
 * @returns the option
 */
export function weightsOption(): Option {
  return new Option(
    '--weights <file>',
    'ImageNet weights of a pretrained base, .h5 or .keras (default: the cache, or fetched from Keras Applications’ address); "random": a base that has learned nothing, marked so',
  );
}

/**
 * Reads an option as a whole number from `low` to `high`.
 * @param low
 * @param high
 * @returns a parser that throws InvalidArgumentError
 */
export function integerFrom(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high && text.trim() !== '')
      return value;
    throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
  };
}

/**
 * Reads an option as a comma-separated list of the values allowed.
 * @param allowed
 * @returns a parser that throws InvalidArgumentError
 */
export function listOf(allowed: readonly string[]): (text: string) => string[] {
  return (text) => {
    const values = text.split(',').map((value) => value.trim());
    const unknown = values.find((value) => !allowed.includes(value));
    if (unknown === undefined) return values;
    throw new InvalidArgumentError(
      `"${unknown}" is unknown; expected some of ${allowed.join(', ')}.`,
    );
  };
}

/**
 * Reads an option as a share of a whole.
 *
 * @param text - what was typed
 * @returns a number greater than 0 and less than 1
 * @throws InvalidArgumentError for anything else
 */
export function fractionBetween0And1(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Expected a number between 0 and 1, such as 0.2.');
}

/**
 * Reads an argument as the name of a model file.
 *
 * @param file - as typed
 * @returns the same
 * @throws InvalidArgumentError for a name that does not say that it is a Keras file
 */
export function modelFile(file: string): string {
  if (/\.(h5|hdf5|keras)$/.test(file)) return file;
  throw new InvalidArgumentError('Expected a file name that ends in .h5 or .keras.');
}

/**
 * Reads an option as class labels, separated by commas, in the order of a model's outputs.
 *
 * @param text - what was typed
 * @returns at least two labels
 * @throws InvalidArgumentError for fewer, an empty one, or one that is there twice
 */
export function classList(text: string): string[] {
  const labels = text.split(',').map((label) => label.trim());
  const differ = new Set(labels).size === labels.length && !labels.includes('');
  if (labels.length > 1 && differ) return labels;
  throw new InvalidArgumentError(
    'Expected two or more different labels, such as benign,malignant.',
  );
}

/**
 * Reads an option as class labels in alphabetical order, the order in which a table numbers them.
 *
 * @param text - what was typed
 * @returns at least two labels
 * @throws InvalidArgumentError as {@link classList} does, and for another order
 */
export function alphabeticalClassList(text: string): string[] {
  const labels = classList(text);
  if ([...labels].sort().join() === labels.join()) return labels;
  throw new InvalidArgumentError(
    'Expected two or more different labels in alphabetical order, such as benign,malignant.',
  );
}

/**
 * Reads an option as the name of a picture to write.
 *
 * @param file - as typed
 * @returns the same
 * @throws InvalidArgumentError for a name that does not end in .png
 */
export function pngFile(file: string): string {
  if (/\.png$/i.test(file)) return file;
  throw new InvalidArgumentError('Expected a file name that ends in .png.');
}

/**
 * Reads an option as the name of a page to write.
 *
 * @param file - as typed
 * @returns the same
 * @throws InvalidArgumentError for a name that does not end in .html
 */
export function htmlFile(file: string): string {
  if (/\.html?$/i.test(file)) return file;
  throw new InvalidArgumentError('Expected a file name that ends in .html.');
}
