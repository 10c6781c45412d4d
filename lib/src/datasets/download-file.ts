import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { DownloadError, fileDigests, interruptSignal } from '../core/index.js';
import { BrokenOff } from './broken-off.js';
import { bytesText } from './check-disk-space.js';
import type { DownloadFileOptions } from './download-file-options.js';
import { addressText } from './download-request.js';
import { downloadRest } from './download-rest.js';
import { PartialFile } from './partial-file.js';

/** A file that is whole. */
export interface DownloadedFile {
  /** Where it is. */
  readonly path: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
  /** Whether it was there before, and so nothing was downloaded. */
  readonly wasThere: boolean;
}

/**
 * Downloads a file, whole or not at all: bytes go to `PATH.partial`, which becomes `PATH` when length
 * and checksum are right. Stopped at any moment, the next call goes on where this one ended.
 *
 * @param options - address, target, and what is known of the content
 * @returns the file
 * @throws DownloadError for an address that is not secure, no connection, a refusal (401, 403, 404, …),
 * a connection that keeps breaking off, a wrong length or checksum, and a full disk; AbortError
 * when stopped
 * @remarks Range and If-Range of RFC 9110; a server that ignores them is read from the beginning.
 * 429 and 5xx are tried again with growing waits, no sooner than `Retry-After` says.
 */
export async function downloadFile(options: DownloadFileOptions): Promise<DownloadedFile> {
  const signal = options.signal ?? interruptSignal();
  signal?.throwIfAborted();
  const there = await wholeFile(options);
  if (there !== undefined) return { path: options.path, sizeBytes: there, wasThere: true };
  await mkdir(dirname(options.path), { recursive: true });
  const partial = new PartialFile(options.path, options.url);
  const isJoined = await fetchAll(options, partial, signal);
  if (!(await hasChecksum(partial.path, options))) {
    await partial.remove();
    // Parts of two versions of a file: its second half alone was asked for by this call.
    if (isJoined) return downloadFile(options);
    throw wrongChecksum(options);
  }
  const sizeBytes = await partial.sizeBytes();
  await rename(partial.path, options.path);
  await partial.removeNote();
  return { path: options.path, sizeBytes, wasThere: false };
}

/** Size of the file that is there already, if it is the one wanted. */
async function wholeFile(options: DownloadFileOptions): Promise<number | undefined> {
  const stats = await stat(options.path).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  if (options.sizeBytes !== undefined && stats.size !== options.sizeBytes) return undefined;
  return (await hasChecksum(options.path, options)) ? stats.size : undefined;
}

/** Gets all bytes into the partial file; says whether the first of them were there before. */
async function fetchAll(
  options: DownloadFileOptions,
  partial: PartialFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { retries = 5, retryDelayMs = 1000 } = options;
  let furthest = await partial.sizeBytes();
  let isJoined = false;
  try {
    await pRetry(
      async () => {
        isJoined = await downloadRest(options, partial, signal);
      },
      {
        retries,
        minTimeout: retryDelayMs,
        ...(signal ? { signal } : {}),
        shouldRetry: ({ error }) => error instanceof BrokenOff,
        shouldConsumeRetry: async () => {
          const size = await partial.sizeBytes();
          const isFurther = size > furthest;
          furthest = Math.max(furthest, size);
          return !isFurther;
        },
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (!(error instanceof BrokenOff) || retriesLeft === 0) return;
          await sleep(error.retryAfterMs, undefined, signal ? { signal } : {});
        },
      },
    );
    return isJoined;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof BrokenOff ? gaveUp(error, options, await partial.sizeBytes()) : error;
  }
}

async function hasChecksum(path: string, { checksum }: DownloadFileOptions): Promise<boolean> {
  const expected = Object.entries(checksum ?? {});
  if (expected.length === 0) return true;
  const found = await fileDigests(path, ...expected.map(([algorithm]) => algorithm));
  return expected.every(([, digest], index) => digest.toLowerCase() === found[index]);
}

function wrongChecksum({ url, checksum }: DownloadFileOptions): DownloadError {
  const algorithm = Object.keys(checksum ?? {}).join('');
  return new DownloadError(
    `${addressText(url)} arrived with another ${algorithm} checksum than the published one. Nothing was kept. Try again; if it stays so, the publisher has changed the file or someone on the way has.`,
  );
}

function gaveUp(error: BrokenOff, options: DownloadFileOptions, sizeBytes: number): DownloadError {
  const kept =
    sizeBytes === 0
      ? ''
      : ` ${bytesText(sizeBytes)} are kept, and the same command goes on from there.`;
  const status = error.status === undefined ? {} : { status: error.status };
  return new DownloadError(
    `${addressText(options.url)} ${error.message}, also when tried again. Check the connection, or try later.${kept}`,
    { ...status, cause: error },
  );
}
