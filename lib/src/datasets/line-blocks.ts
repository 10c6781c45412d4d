import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1024 ** 2;
const NEWLINE = 10;

/** How a file is read block by block. */
export interface LineBlocksOptions {
  /** Takes in every byte that is read. */
  readonly hash?: Hash;
  /** Most bytes that one line may have. */
  readonly maxLineBytes: () => number;
  /** Makes the error for a line that is longer, or for an end of file within a line. */
  readonly fault: (what: 'too long' | 'cut off') => Error;
}

/**
 * Reads a text file in blocks of whole lines, so that memory does not grow with the file.
 *
 * @param file - open for reading
 * @param options - hash, and how long a line may be
 * @yields bytes that end in a newline; overwritten when the next block is asked for
 */
export async function* lineBlocks(
  file: FileHandle,
  { hash, maxLineBytes, fault }: LineBlocksOptions,
): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  for (;;) {
    if (filled === block.length) block = Buffer.concat([block], 2 * block.length);
    const { bytesRead } = await file.read(block, filled, block.length - filled);
    if (bytesRead === 0) break;
    hash?.update(block.subarray(filled, filled + bytesRead));
    filled += bytesRead;
    const end = block.lastIndexOf(NEWLINE, filled - 1) + 1;
    if (end > 0) yield block.subarray(0, end);
    block.copyWithin(0, end, filled);
    filled -= end;
    if (filled > maxLineBytes()) throw fault('too long');
  }
  if (filled > 0) throw fault('cut off');
}
