import { readFileSync } from 'node:fs';

/**
 * The version of this library, from its package.json.
 *
 * @returns e.g. `0.1.0`
 */
export function libraryVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
