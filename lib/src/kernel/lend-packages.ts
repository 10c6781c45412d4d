import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { System } from '@tslab/typescript-for-tslab';

/**
 * Lets a notebook outside of any project import this library and its packages: to the compiler,
 * its folder has the `node_modules` that the kernel has. (Node itself finds them by NODE_PATH.)
 *
 * @param system - the compiler's file system, changed in place
 * @param packages - the kernel's `node_modules`
 */
export function lendPackages(system: System, packages: string): void {
  const directory = system.getCurrentDirectory();
  if (hasPackages(directory)) return;
  const folder = join(directory, 'node_modules') + sep;
  const lent = (path: string): string =>
    path.startsWith(folder) && !existsSync(path) ? join(packages, path.slice(folder.length)) : path;
  const own = { ...system };
  system.readFile = (path, encoding) => own.readFile(lent(path), encoding);
  system.fileExists = (path) => own.fileExists(lent(path));
  system.directoryExists = (path) => own.directoryExists(lent(path));
  system.realpath = (path) => (existsSync(lent(path)) ? realpathSync(lent(path)) : path);
}

function hasPackages(directory: string): boolean {
  if (existsSync(join(directory, 'node_modules', 'dermlab'))) return true;
  const parent = dirname(directory);
  return parent !== directory && hasPackages(parent);
}
