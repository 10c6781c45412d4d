import { checkInteger } from './checks.js';
import { encodeLabels, type Label } from './labels.js';

/**
 * Joins groups that share a pair of rows, so that a split by group keeps near-duplicates under
 * different lesion ids on one side too.
 *
 * @param groups - group of each row, e.g. `lesion_id`
 * @param pairs - row numbers of two rows each that belong together, e.g. near-duplicate images; in
 * any order, also within a pair
 * @returns the group of each row: groups that hang together, also by way of others, bear the name
 * of the first of them in sorted order
 * @throws ArgumentError where a pair names no row, or groups are neither all strings nor all numbers
 * @example
 * ```ts
 * joinGroups(['HAM_1', 'HAM_2', 'HAM_3', 'HAM_4'], [[2, 1]]);
 * // ['HAM_1', 'HAM_2', 'HAM_2', 'HAM_4']
 * ```
 */
export function joinGroups<Group extends Label>(
  groups: ArrayLike<Group>,
  pairs: Iterable<readonly [number, number]>,
): Group[] {
  const { classes, codes } = encodeLabels(groups, 'groups');
  const parents = Int32Array.from(classes.keys());
  let at = 0;
  for (const [first, second] of pairs) {
    for (const row of [first, second]) checkInteger(`pairs[${at}]`, row, 0, codes.length - 1);
    const [a, b] = [rootOf(codes[first]!, parents), rootOf(codes[second]!, parents)];
    // The lesser root stays, so that the name does not hang on the order of the pairs.
    parents[Math.max(a, b)] = Math.min(a, b);
    at++;
  }
  return Array.from(codes, (code) => classes[rootOf(code, parents)] as Group);
}

/** The root of a group; the way there is halved, so that the next is shorter. */
function rootOf(group: number, parents: Int32Array): number {
  let root = group;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]!]!;
    root = parents[root]!;
  }
  return root;
}
