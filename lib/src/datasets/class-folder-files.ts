import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DatasetError } from '../core/index.js';

const IMAGE = /\.(jpe?g|png|gif|webp|tiff?)$/i;

/** An image file in a class folder. */
interface ClassFolderFile {
  /** Path below the root, with forward slashes, e.g. `Train/melanoma/ISIC_0000139.jpg`. */
  readonly name: string;
  /** Name of its class folder. */
  readonly label: string;
}

/** What stands in a folder of class folders. */
export interface ClassFolderListing {
  /** Names of the class folders, in Python's order of text. */
  readonly classes: readonly string[];
  /** Image files, class by class, in the order in which Keras lists them. */
  readonly files: readonly ClassFolderFile[];
  /** Hidden files and folders, which are skipped. */
  readonly hidden: readonly string[];
  /** Files that are no images. */
  readonly others: readonly string[];
}

/**
 * Lists a folder whose folders are classes, as `keras.utils.image_dataset_from_directory` does:
 * classes and files in Python's order of text, files of nested folders after those beside them.
 *
 * @param root - the data set's folder, which no link may lead out of
 * @param folder - the folder of class folders, relative to it; empty for the root itself
 * @returns classes and files
 * @throws DatasetError naming the file or folder: not to be listed, a link out of the root, a linked
 * folder, a class without an image, or no class
 */
export async function listClassFolders(root: string, folder: string): Promise<ClassFolderListing> {
  const entries = await list(root, folder);
  await checkLinks(root, folder, entries);
  const classes = entries.filter((entry) => entry.isDirectory() && !isHidden(entry));
  if (classes.length === 0) {
    throw new DatasetError(
      `${join(root, folder)} holds no class folder, expected one folder a class, e.g. ${join(folder, 'melanoma')}. Give the folder that holds Train and Test.`,
    );
  }
  const found = await Promise.all(classes.map(({ name }) => listClass(root, folder, name)));
  const beside = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path(folder, entry));
  return {
    classes: classes.map(({ name }) => name),
    files: found.flatMap(({ files }) => files),
    hidden: [
      ...entries.filter(isHidden).map((entry) => path(folder, entry)),
      ...found.flatMap(({ hidden }) => hidden),
    ],
    others: [
      ...beside.filter((name) => !isHidden({ name: name.split('/').at(-1) ?? '' })),
      ...found.flatMap(({ others }) => others),
    ],
  };
}

/** The files of one folder. */
interface FolderListing {
  readonly folder: string;
  readonly images: readonly string[];
  readonly hidden: readonly string[];
  readonly others: readonly string[];
}

async function listClass(
  root: string,
  folder: string,
  label: string,
): Promise<Omit<ClassFolderListing, 'classes'>> {
  const folders = await walk(root, path(folder, { name: label }));
  folders.sort((a, b) => compareText(a.folder, b.folder));
  const names = folders.flatMap(({ images }) => images);
  if (names.length === 0) {
    throw new DatasetError(
      `${join(root, folder, label)} holds no image, expected at least one of each class. Add images, or delete the folder.`,
    );
  }
  return {
    files: names.map((name) => ({ name, label })),
    hidden: folders.flatMap(({ hidden }) => hidden),
    others: folders.flatMap(({ others }) => others),
  };
}

async function walk(root: string, folder: string): Promise<FolderListing[]> {
  const entries = await list(root, folder);
  const visible = entries.filter((entry) => !isHidden(entry));
  await checkLinks(root, folder, visible);
  const names = visible.filter((entry) => !entry.isDirectory()).map((entry) => path(folder, entry));
  const nested = visible.filter((entry) => entry.isDirectory());
  const below = await Promise.all(nested.map((entry) => walk(root, path(folder, entry))));
  const own = {
    folder,
    images: names.filter((name) => IMAGE.test(name)),
    hidden: entries.filter(isHidden).map((entry) => path(folder, entry)),
    others: names.filter((name) => !IMAGE.test(name)),
  };
  return [own, ...below.flat()];
}

async function checkLinks(root: string, folder: string, entries: readonly Dirent[]): Promise<void> {
  for (const entry of entries)
    if (entry.isSymbolicLink()) await checkLink(root, path(folder, entry));
}

async function checkLink(root: string, name: string): Promise<void> {
  const target = await realpath(join(root, name)).catch(() => undefined);
  if (target?.startsWith((await realpath(root)) + sep)) return;
  throw new DatasetError(
    `${join(root, name)} is a link to ${target ?? 'nothing'}, expected a file inside ${root}. Copy the file in place of the link.`,
  );
}

function isHidden({ name }: { readonly name: string }): boolean {
  return name.startsWith('.');
}

function path(folder: string, { name }: { readonly name: string }): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Python's order of text, which is that of code points, and so of UTF-8 bytes. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function list(root: string, folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(
      `${join(root, folder)} cannot be listed (${why}), expected a folder of class folders. Check the path.`,
      { cause },
    );
  }
}
