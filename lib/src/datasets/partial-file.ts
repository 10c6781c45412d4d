import { readFile, rm, stat, writeFile } from 'node:fs/promises';

/** What a partial file is a part of; kept beside it. */
interface PartialOrigin {
  /** Address it came from. */
  readonly url: string;
  /** The server's name for this very content: a strong ETag, or the time of its last change. */
  readonly validator: string | null;
}

/** The part of a file that has been downloaded so far, in `PATH.partial`. */
export class PartialFile {
  /** Where the bytes are. */
  readonly path: string;
  readonly #originPath: string;
  readonly #url: string;

  /**
   * Names the part of one file; nothing is read yet.
   *
   * @param path - where the whole file will be
   * @param url - where it comes from
   */
  constructor(path: string, url: string) {
    this.path = `${path}.partial`;
    this.#originPath = `${path}.partial.json`;
    this.#url = url;
  }

  /**
   * How far the download got.
   *
   * @returns bytes on disk
   */
  async sizeBytes(): Promise<number> {
    const stats = await stat(this.path).catch(() => undefined);
    return stats?.size ?? 0;
  }

  /**
   * Headers that ask for the rest, if it can be the rest of the same content.
   *
   * @param isChecked - whether a checksum will tell if the parts do not belong together
   * @returns `range` and `if-range`; none to begin anew
   */
  async resumeHeaders(isChecked: boolean): Promise<Record<string, string>> {
    const size = await this.sizeBytes();
    const origin = await this.#origin();
    if (size === 0 || origin?.url !== this.#url) return {};
    const range = { range: `bytes=${size}-` };
    if (origin.validator !== null) return { ...range, 'if-range': origin.validator };
    return isChecked ? range : {};
  }

  /**
   * Begins anew: drops what is there and notes what will come.
   *
   * @param response - the answer whose body will be written
   */
  async begin(response: Response): Promise<void> {
    await this.remove();
    const origin: PartialOrigin = { url: this.#url, validator: validatorOf(response) };
    await writeFile(this.#originPath, JSON.stringify(origin));
  }

  /** Drops bytes and note. */
  async remove(): Promise<void> {
    // The bytes first: without them a note is harmless.
    await rm(this.path, { force: true });
    await this.removeNote();
  }

  /** Drops the note alone, once the bytes are a whole file. */
  async removeNote(): Promise<void> {
    await rm(this.#originPath, { force: true });
  }

  async #origin(): Promise<PartialOrigin | undefined> {
    try {
      return JSON.parse(await readFile(this.#originPath, 'utf8')) as PartialOrigin;
    } catch {
      return undefined;
    }
  }
}

/** RFC 9110, section 13.1.5: a weak ETag must not stand in If-Range. */
function validatorOf(response: Response): string | null {
  const tag = response.headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : response.headers.get('last-modified');
}
