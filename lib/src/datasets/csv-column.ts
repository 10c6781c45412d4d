import { unexpectedValue } from './check-value.js';
import type { FieldType } from './field-type.js';

const SLOTS = 1024;

/**
 * Reads one column's values. Most columns hold a few values again and again: the last text of
 * each hash is kept with its value, so that a text that comes again is neither cut out nor checked.
 */
export class CsvColumn<Value> {
  /** The values in the file's order. */
  readonly values: Value[];
  #read = 0;
  readonly #name: string;
  readonly #type: FieldType<Value>;
  readonly #place: (index: number) => string;
  readonly #texts = new Array<string>(SLOTS).fill('');
  readonly #parsed: (Value | undefined)[];

  /**
   * @param rows - how many values will be read
   * @param name - the column's name, for messages
   * @param type - what its values are
   * @param place - gives the words for where a row stands, from its index
   */
  constructor(
    rows: number,
    name: string,
    type: FieldType<Value>,
    place: (index: number) => string,
  ) {
    this.values = new Array<Value>(rows);
    this.#name = name;
    this.#type = type;
    this.#place = place;
    this.#parsed = new Array<Value | undefined>(SLOTS).fill(type.parse(''));
  }

  /**
   * Reads the next row's value.
   *
   * @param text - a text that holds it
   * @param start - where it begins
   * @param end - where it ends, exclusive
   * @throws DatasetError naming row, column and value where it is out of place
   */
  read(text: string, start: number, end: number): void {
    const slot = hashOf(text, start, end) % SLOTS;
    if (!isAt(text, start, end, this.#texts[slot]!)) {
      const field = text.slice(start, end);
      this.#texts[slot] = field;
      this.#parsed[slot] = this.#type.parse(field);
    }
    const value = this.#parsed[slot];
    if (value === undefined) throw this.#outOfPlace(text.slice(start, end));
    this.values[this.#read++] = value;
  }

  #outOfPlace(field: string): Error {
    const place = this.#place(this.#read);
    return unexpectedValue(this.#name, field, this.#type.expected, place);
  }
}

/** A number that differs for most texts that do: of the length and three of the characters. */
function hashOf(text: string, start: number, end: number): number {
  if (start === end) return 0;
  const middle = text.charCodeAt((start + end) >>> 1);
  return (
    end - start + 31 * (text.charCodeAt(start) + 31 * (middle + 31 * text.charCodeAt(end - 1)))
  );
}

function isAt(text: string, start: number, end: number, field: string): boolean {
  if (field.length !== end - start) return false;
  for (let i = 0; i < field.length; i++) {
    if (text.charCodeAt(start + i) !== field.charCodeAt(i)) return false;
  }
  return true;
}
