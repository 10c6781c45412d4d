import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder for what can be made or fetched again: weights of pretrained models, features.
 *
 * @param path - in place of the system's own, e.g. what `DERMLAB_CACHE` says; empty counts as absent
 * @returns an absolute path, e.g. `~/.cache/dermlab` on Linux; it may not exist yet
 */
export function cacheFolder(path?: string): string {
  return path ? resolve(path) : envPaths('dermlab', { suffix: '' }).cache;
}
