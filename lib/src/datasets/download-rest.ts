import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DownloadError } from '../core/index.js';
import { BrokenOff, failureText } from './broken-off.js';
import { checkDiskSpace } from './check-disk-space.js';
import type { DownloadFileOptions } from './download-file-options.js';
import { addressText, type DownloadRequest, requestDownload } from './download-request.js';
import type { PartialFile } from './partial-file.js';

/**
 * Makes one request for the bytes that are not there yet, and writes them.
 *
 * @param options - address, target, and what is known of the content
 * @param partial - the bytes that are there
 * @param signal - stops it
 * @returns whether the first bytes are of an earlier request
 * @throws BrokenOff for what another try may mend; DownloadError for a refusal, a wrong length and a
 * full disk
 */
export async function downloadRest(
  options: DownloadFileOptions,
  partial: PartialFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const everywhere = await partial.resumeHeaders(options.checksum !== undefined);
  const response = await requestDownload({ ...requestOf(options, signal), everywhere });
  const offset = await partial.sizeBytes();
  if (response.status === 200) {
    await partial.begin(response);
    await write(response, partial, 0, options, signal);
    return false;
  }
  const range = contentRange(response);
  if (response.status === 206 && range.start === offset) {
    await write(response, partial, offset, options, signal);
    return true;
  }
  await response.body?.cancel();
  // Status 416: all of it is there already, or it is no part of what the server has now.
  if (response.status === 416 && offset > 0 && range.total === offset) return true;
  await partial.remove();
  throw new BrokenOff(`answers ${response.status} with another part than the one asked for`);
}

function requestOf(
  options: DownloadFileOptions,
  signal: AbortSignal | undefined,
): Omit<DownloadRequest, 'everywhere'> {
  const { url, headers, fetch } = options;
  return { url, signal, fetch, ...(headers ? { headers } : {}) };
}

async function write(
  response: Response,
  partial: PartialFile,
  offset: number,
  options: DownloadFileOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const total = statedTotal(response, offset);
  try {
    checkLength(total, options);
    await checkDiskSpace(dirname(options.path), (total ?? options.sizeBytes ?? 0) - offset);
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
  try {
    await append(partial.path, countedBody(response, offset, total ?? options.sizeBytes, options));
  } catch (cause) {
    signal?.throwIfAborted();
    throw writeFailure(cause, options);
  }
  await checkWritten(partial, total, options);
}

/** Each piece is on disk before the next is read, so that a connection that breaks off loses none. */
async function append(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'a');
  try {
    for await (const piece of pieces) await file.appendFile(piece);
  } finally {
    await file.close();
  }
}

function writeFailure(cause: unknown, options: DownloadFileOptions): Error {
  if (cause instanceof DownloadError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isOfTheDisk = ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO', 'EISDIR'].includes(code);
  if (!isOfTheDisk) return new BrokenOff(`breaks off (${failureText(cause)})`, { cause });
  return new DownloadError(
    `${options.path}.partial cannot be written (${failureText(cause)}). Free some space, or choose another folder; what has arrived is kept.`,
    { cause },
  );
}

/** Counts bytes for who looks on, and stops a body that is longer than it may be. */
async function* countedBody(
  response: Response,
  offset: number,
  total: number | undefined,
  options: DownloadFileOptions,
): AsyncGenerator<Uint8Array> {
  const task = `downloading ${basename(options.path)}`;
  let done = offset;
  if (!response.body) return;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    done += piece.length;
    if (total !== undefined && done > total) throw wrongLength(done, total, options);
    yield piece;
    options.onProgress?.({ task, done, total: total ?? done });
  }
}

function statedTotal(response: Response, offset: number): number | undefined {
  if (response.status === 206) return contentRange(response).total;
  const length = response.headers.get('content-length');
  return length === null ? undefined : offset + Number(length);
}

/** `bytes 500-999/1234`, or `bytes *\/1234` of status 416; RFC 9110, section 14.4. */
function contentRange(response: Response): { start?: number; total?: number } {
  const text = response.headers.get('content-range') ?? '';
  const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(text) ?? [];
  return {
    ...(start === undefined ? {} : { start: Number(start) }),
    ...(total === undefined || total === '*' ? {} : { total: Number(total) }),
  };
}

function checkLength(total: number | undefined, options: DownloadFileOptions): void {
  const { sizeBytes } = options;
  if (total === undefined || sizeBytes === undefined || total === sizeBytes) return;
  throw wrongLength(total, sizeBytes, options);
}

async function checkWritten(
  partial: PartialFile,
  total: number | undefined,
  options: DownloadFileOptions,
): Promise<void> {
  const size = await partial.sizeBytes();
  const expected = total ?? options.sizeBytes ?? size;
  if (size < expected) throw new BrokenOff(`breaks off after ${size} of ${expected} bytes`);
}

function wrongLength(found: number, expected: number, { url }: DownloadFileOptions): DownloadError {
  return new DownloadError(
    `${addressText(url)} has ${found} bytes or more, expected ${expected}. The publisher may have changed it; nothing was kept under its name.`,
  );
}
