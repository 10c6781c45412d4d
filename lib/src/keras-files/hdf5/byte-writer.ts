const UNDEFINED_ADDRESS = 0xffff_ffff_ffff_ffffn;

/** Collects little-endian numbers and bytes. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];
  /** Bytes so far. */
  length = 0;

  /** Adds unsigned numbers of `size` bytes each. */
  unsigned(size: 1 | 2 | 4 | 8, ...values: readonly number[]): this {
    const bytes = Buffer.alloc(size * values.length);
    for (const [i, value] of values.entries()) {
      if (size === 8) bytes.writeBigUInt64LE(BigInt(value), i * size);
      else bytes.writeUIntLE(value, i * size, size);
    }
    return this.bytes(bytes);
  }

  /** Adds an address; all bits set where it is undefined. */
  address(value: number | undefined): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value === undefined ? UNDEFINED_ADDRESS : BigInt(value));
    return this.bytes(bytes);
  }

  /** Adds bytes as they are. */
  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.length += bytes.length;
    return this;
  }

  /** Adds text in UTF-8. */
  text(text: string): this {
    return this.bytes(Buffer.from(text));
  }

  /** Adds zeros. */
  zeros(count: number): this {
    return this.bytes(Buffer.alloc(count));
  }

  /** Adds zeros up to a multiple of 8 bytes. */
  align8(): this {
    return this.zeros((8 - (this.length % 8)) % 8);
  }

  /** All that was added. */
  toBytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
