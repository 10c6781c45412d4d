const OLDEST_AGE_YEARS = 120;

/** What a column's values are: how a value is read out of its text, and what to say of another. */
export interface FieldType<Value> {
  /** The values in words, for messages. */
  readonly expected: string;
  /** Gives the value that a text stands for, and undefined for a text that is out of place. */
  readonly parse: (text: string) => Value | undefined;
}

/**
 * Texts of one pattern.
 *
 * @param pattern - what a text must match, from its beginning to its end
 * @param expected - the pattern in words
 * @returns the type
 */
export function matching(pattern: RegExp, expected: string): FieldType<string> {
  return { expected, parse: (text) => (pattern.test(text) ? text : undefined) };
}

/**
 * One of a few texts.
 *
 * @param values - what it may be
 * @returns the type
 */
export function oneOf<const Value extends string>(values: readonly Value[]): FieldType<Value> {
  const known = new Map<string, Value>(values.map((value) => [value, value]));
  return { expected: `one of ${values.join(', ')}`, parse: (text) => known.get(text) };
}

/**
 * Values of another type, or nothing.
 *
 * @param type - what it is where it is not empty
 * @returns the type; an empty text is null
 */
export function orNull<Value>({ expected, parse }: FieldType<Value>): FieldType<Value | null> {
  return { expected, parse: (text) => (text === '' ? null : parse(text)) };
}

/** Ages in years from 0 to 120, null where the text is empty. */
export const AGE_YEARS: FieldType<number | null> = orNull({
  expected: `years from 0 to ${OLDEST_AGE_YEARS}, or nothing`,
  parse: (text) => {
    const years = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    return years <= OLDEST_AGE_YEARS ? years : undefined;
  },
});
