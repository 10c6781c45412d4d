import { KerasFileError } from '../../core/index.js';

const UNDEFINED_ADDRESS = 0xffff_ffff_ffff_ffffn;

/** The error of every HDF5 file that cannot be read. */
export function damaged(found: string): KerasFileError {
  return new KerasFileError(
    `${found}. Expected a whole HDF5 file as Keras writes it. Copy or download it again, or save the model again.`,
  );
}

/** Reads little-endian numbers one after the other, and never outside the bytes. */
export class ByteCursor {
  readonly #view: DataView;
  /** Where the next number is read, in bytes from the beginning. */
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes; one of 8 bytes must be below 2⁵³. */
  unsigned(size: number): number {
    const at = this.#advance(size);
    switch (size) {
      case 1:
        return this.#view.getUint8(at);
      case 2:
        return this.#view.getUint16(at, true);
      case 4:
        return this.#view.getUint32(at, true);
      case 8:
        return safeInteger(this.#view.getBigUint64(at, true));
      default:
        throw damaged(`a number of ${size} bytes`);
    }
  }

  /** An address or length of 8 bytes; undefined where all its bits are set. */
  address(): number | undefined {
    const value = this.#view.getBigUint64(this.#advance(8), true);
    return value === UNDEFINED_ADDRESS ? undefined : safeInteger(value);
  }

  /** A view of the next bytes. */
  bytes(length: number): Uint8Array {
    const at = this.#advance(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length);
  }

  /** Four letters that begin a structure. */
  signature(): string {
    return Buffer.from(this.bytes(4)).toString('latin1');
  }

  /** Text up to a zero byte, which is read too. */
  text(): string {
    const start = this.position;
    while (this.unsigned(1) !== 0);
    return utf8(this.#slice(start, this.position - 1));
  }

  /** Goes on to a multiple of 8 bytes from `origin`. */
  align8(origin = 0): void {
    this.position += (8 - ((this.position - origin) % 8)) % 8;
  }

  #slice(start: number, end: number): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, end - start);
  }

  #advance(length: number): number {
    const at = this.position;
    if (at < 0 || length < 0 || at + length > this.#view.byteLength) {
      throw damaged(`byte ${at + length} is needed and there are ${this.#view.byteLength}`);
    }
    this.position += length;
    return at;
  }
}

/** Bytes as text. */
export function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function safeInteger(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`an address or length of ${value}`);
  return Number(value);
}
