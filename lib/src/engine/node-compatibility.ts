import util from 'node:util';

interface LegacyUtil {
  isNullOrUndefined: (value: unknown) => boolean;
  isArray: (value: unknown) => boolean;
}

/**
 * Puts back what tfjs-node 4.22 calls and Node has removed or warns of:
 * `util.isNullOrUndefined` (gone since Node 23, a warning in 22) and
 * `util.isArray` (a warning since Node 22). Must run before the package loads.
 */
export function restoreLegacyUtil(): void {
  const legacy: LegacyUtil = util;
  legacy.isNullOrUndefined = (value) => value === null || value === undefined;
  legacy.isArray = Array.isArray;
}
