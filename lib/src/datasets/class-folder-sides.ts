import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '../core/index.js';
import { type ClassFolderListing, listClassFolders } from './class-folder-files.js';
import type { LabelledRow } from './image-dataset.js';

const SIDES = ['train', 'validation', 'test'] as const;
const NAMED_AT_MOST = 3;

/** The class folders of one side. */
export interface ClassFolderSide extends ClassFolderListing {
  /** Its side; absent where the root holds the class folders themselves. */
  readonly split?: NonNullable<LabelledRow['split']>;
}

/** All sides of a folder. */
export interface ClassFolderSides {
  /** Class labels in class order, the same on each side. */
  readonly classes: readonly string[];
  /** Train first. */
  readonly sides: readonly ClassFolderSide[];
  /** What was skipped. */
  readonly notices: readonly string[];
}

/**
 * Finds `Train`, `Validation` and `Test` in a folder, in any spelling, and lists their class folders.
 *
 * @param root - a folder that holds them, or the class folders themselves
 * @returns the sides
 * @throws DatasetError as {@link listClassFolders}, and where a side is there twice, `Train` is
 * missing beside `Test`, or the classes of two sides differ
 */
export async function listSides(root: string): Promise<ClassFolderSides> {
  const names = await folderNames(root);
  const folders = SIDES.flatMap((split) => {
    const found = names.filter((name) => name.toLowerCase() === split);
    if (found.length > 1) throw twice(root, found);
    return found.map((folder) => ({ split, folder }));
  });
  if (folders.length === 0) {
    const listing = await listClassFolders(root, '');
    return { classes: listing.classes, sides: [listing], notices: noticesOf([listing], []) };
  }
  if (folders[0]?.split !== 'train') throw noTrain(root, folders[0]?.folder ?? '');
  const sides = await Promise.all(
    folders.map(async ({ split, folder }) => ({
      ...(await listClassFolders(root, folder)),
      split,
    })),
  );
  checkSameClasses(
    root,
    sides,
    folders.map(({ folder }) => folder),
  );
  const known = folders.map(({ folder }) => folder);
  const beside = names.filter((name) => !known.includes(name) && !name.startsWith('.'));
  return { classes: sides[0]?.classes ?? [], sides, notices: noticesOf(sides, beside) };
}

async function folderNames(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(
      `${root} cannot be listed (${why}), expected a folder that holds Train and Test. Check the path.`,
      { cause },
    );
  }
}

function checkSameClasses(
  root: string,
  [train, ...others]: readonly ClassFolderSide[],
  folders: readonly string[],
): void {
  for (const [index, side] of others.entries()) {
    const missing = train?.classes.filter((name) => !side.classes.includes(name)) ?? [];
    const extra = side.classes.filter((name) => !train?.classes.includes(name));
    if (missing.length + extra.length === 0) continue;
    const found = [
      ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
      ...(extra.length > 0 ? [`has ${extra.join(', ')} besides`] : []),
    ].join(' and ');
    throw new DatasetError(
      `${join(root, folders[index + 1] ?? '')} ${found}, expected the class folders of ${join(root, folders[0] ?? '')}. Rename or add the folders.`,
    );
  }
}

function noticesOf(listings: readonly ClassFolderListing[], beside: readonly string[]): string[] {
  const hidden = listings.flatMap((listing) => listing.hidden);
  const others = listings.flatMap((listing) => listing.others);
  return [
    ...(hidden.length > 0 ? [`${hidden.length} hidden files skipped: ${some(hidden)}.`] : []),
    ...(others.length > 0
      ? [
          `${others.length} files skipped that are no JPEG, PNG, GIF, WebP or TIFF: ${some(others)}.`,
        ]
      : []),
    ...(beside.length > 0
      ? [`${beside.length} folders beside Train and Test skipped: ${some(beside)}.`]
      : []),
  ];
}

function some(names: readonly string[]): string {
  const rest = names.length > NAMED_AT_MOST ? ', …' : '';
  return `${names.slice(0, NAMED_AT_MOST).join(', ')}${rest}`;
}

function twice(root: string, found: readonly string[]): DatasetError {
  return new DatasetError(
    `${root} holds ${found.join(' and ')}, expected one of them. Move their images together.`,
  );
}

function noTrain(root: string, folder: string): DatasetError {
  return new DatasetError(
    `${root} holds ${folder} and no Train, expected Train/<class>/* beside it. Give the folder that holds both.`,
  );
}
