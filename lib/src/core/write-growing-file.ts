import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** How a growing file is written. */
export interface GrowingFile {
  /**
   * Writes the content part by part.
   *
   * @param append - adds text to the file
   */
  readonly write: (append: (text: string) => Promise<void>) => Promise<void>;
  /**
   * Makes the error for a file that cannot be written.
   *
   * @param cause - what Node says
   * @returns what is thrown
   */
  readonly unwritable: (cause: NodeJS.ErrnoException) => Error;
}

/**
 * Writes a file that need not fit into memory, whole or not at all: it grows beside its place and is
 * then moved there.
 *
 * @param path - where it goes; a file that is there is replaced
 * @param growing - what is written, and the error where it cannot be
 * @throws what `unwritable` makes, and what `write` throws by itself
 */
export async function writeGrowingFile(
  path: string,
  { write, unwritable }: GrowingFile,
): Promise<void> {
  const partial = `${path}.partial`;
  const tried = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw unwritable(cause as NodeJS.ErrnoException);
    });
  let file: FileHandle | undefined;
  try {
    const opened = await tried(open(partial, 'w'));
    file = opened;
    await write((text) => tried(opened.appendFile(text)));
    await tried(opened.sync());
    await opened.close();
    await tried(rename(partial, path));
  } catch (error) {
    await file?.close();
    await rm(partial, { force: true });
    throw error;
  }
}
