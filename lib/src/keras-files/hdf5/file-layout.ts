/** The bytes of a file, laid out one structure after the other. */
export class FileLayout {
  readonly #parts: { readonly address: number; readonly bytes: Uint8Array }[] = [];
  #end = 0;

  /**
   * Takes the next bytes of the file, from a multiple of 8 on.
   *
   * @param length - how many
   * @returns where they begin
   */
  reserve(length: number): number {
    const address = this.#end;
    this.#end += length + ((8 - (length % 8)) % 8);
    return address;
  }

  /** Says what stands at a reserved place. */
  fill(address: number, bytes: Uint8Array): void {
    this.#parts.push({ address, bytes });
  }

  /**
   * Puts bytes at the next place.
   *
   * @returns where they begin
   */
  append(bytes: Uint8Array): number {
    const address = this.reserve(bytes.length);
    this.fill(address, bytes);
    return address;
  }

  /** Length of the file so far, in bytes. */
  get length(): number {
    return this.#end;
  }

  /** The whole file. */
  toBytes(): Buffer {
    const file = Buffer.alloc(this.#end);
    for (const { address, bytes } of this.#parts) file.set(bytes, address);
    return file;
  }
}
