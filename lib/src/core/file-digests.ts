import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * Hashes a file of any size, read once.
 *
 * @param path - the file
 * @param algorithms - names that Node knows, such as `sha256` and `md5`
 * @returns a digest for each algorithm, in hexadecimal
 * @throws Error of Node where the file cannot be read
 */
export async function fileDigests(
  path: string,
  ...algorithms: readonly string[]
): Promise<string[]> {
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const hash of hashes) hash.update(chunk);
  }
  return hashes.map((hash) => hash.digest('hex'));
}

/**
 * The SHA-256 of a file of any size.
 *
 * @param path - the file
 * @returns the digest in hexadecimal
 * @throws Error of Node where the file cannot be read
 */
export async function fileSha256(path: string): Promise<string> {
  const [digest = ''] = await fileDigests(path, 'sha256');
  return digest;
}
