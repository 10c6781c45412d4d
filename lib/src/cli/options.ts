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
