import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/**
 * The folder that holds this library's packages, and itself, for notebooks elsewhere.
 *
 * @returns an absolute path that ends in `node_modules`
 */
export function packagesFolder(): string {
  const require = createRequire(import.meta.url);
  return dirname(dirname(require.resolve('tslab/package.json')));
}
