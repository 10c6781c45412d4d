#!/usr/bin/env node
/**
 * Makes data/ham10000/ham10000-96x72.zip, the reduced HAM10000 that the project embeds,
 * out of a full download. The settings below were chosen by measurement: see
 * data/ham10000/README.md. The same source, Node, sharp and processor family give the same bytes.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import writeFileAtomic from 'write-file-atomic';
import yazl from 'yazl';

const WIDTH_PX = 96;
const HEIGHT_PX = 72;
const IMAGE_COUNT = 10_015;
const MAX_ZIP_BYTES = 18_000_000;
const METADATA = 'HAM10000_metadata.csv';
const IMAGE_FOLDERS = ['HAM10000_images_part_1', 'HAM10000_images_part_2'];
const JPEG_OPTIONS = {
  quality: 85,
  chromaSubsampling: '4:4:4',
  quantisationTable: 3,
  trellisQuantisation: true,
  overshootDeringing: true,
  optimiseCoding: true,
  progressive: false,
};
// Local date parts: zip stores local time, so every time zone writes the same two words.
const ZIP_MTIME = new Date(2018, 7, 14);
const DEFAULT_OUT = fileURLToPath(new URL('../data/ham10000/ham10000-96x72.zip', import.meta.url));

const HELP = `Usage: node scripts/embed-ham10000.mjs --source DIR [--out FILE]

Makes the embedded HAM10000 set (${IMAGE_COUNT} images as ${WIDTH_PX}x${HEIGHT_PX} JPEG, at most ${MAX_ZIP_BYTES / 1e6} MB)
and FILE's checksum file, SHA256, beside it.

  --source DIR  the full download, unzipped: ${IMAGE_FOLDERS.join(', ')}
                and ${METADATA}
  --out FILE    the zip to write (default: data/ham10000/ham10000-96x72.zip)
  --help        show this help`;

/** Paths of the source's images, relative to it, in the order of the archive. */
async function listImages(source) {
  const lists = await Promise.all(
    IMAGE_FOLDERS.map(async (folder) => {
      const names = await readdir(join(source, folder));
      return names.filter((name) => name.endsWith('.jpg')).map((name) => `${folder}/${name}`);
    }),
  );
  const images = lists.flat().sort();
  if (images.length !== IMAGE_COUNT) {
    throw new Error(
      `${source}: ${images.length} .jpg files in ${IMAGE_FOLDERS.join(' and ')}, expected ${IMAGE_COUNT}. Unzip the whole download again.`,
    );
  }
  return images;
}

/**
 * One image, reduced.
 *
 * @param {string} path - the image file
 * @returns {Promise<Buffer>} JPEG
 */
export async function reduceImage(path) {
  try {
    return await sharp(path, { failOn: 'truncated' })
      .resize(WIDTH_PX, HEIGHT_PX, { fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
      .jpeg(JPEG_OPTIONS)
      .toBuffer();
  } catch (error) {
    throw new Error(`${path}: ${error.message}. Unzip the download again.`, { cause: error });
  }
}

/** All images, reduced, a few at a time and in order. */
async function reduceImages(source, images) {
  const reduced = [];
  const batchSize = 64;
  for (let start = 0; start < images.length; start += batchSize) {
    const batch = images.slice(start, start + batchSize);
    reduced.push(...(await Promise.all(batch.map((image) => reduceImage(join(source, image))))));
    if (process.stderr.isTTY)
      process.stderr.write(`\r${reduced.length} of ${images.length} images`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return reduced;
}

/**
 * The zip's bytes: images as they are, metadata deflated, one fixed time for all.
 *
 * @param {string[]} images - paths in the archive
 * @param {Buffer[]} reduced - their JPEGs
 * @param {Buffer} metadata - the metadata file
 * @returns {Promise<Buffer>} the archive
 */
export async function makeZip(images, reduced, metadata) {
  const zip = new yazl.ZipFile();
  const attributes = { mtime: ZIP_MTIME, mode: 0o100644, forceDosTimestamp: true };
  for (const [index, image] of images.entries()) {
    zip.addBuffer(reduced[index], image, { ...attributes, compress: false });
  }
  zip.addBuffer(metadata, METADATA, { ...attributes, compressionLevel: 9 });
  zip.end();
  return Buffer.concat(await zip.outputStream.toArray());
}

/** Writes the zip and its checksum, each whole or not at all. */
async function writeZip(out, zip) {
  if (zip.length > MAX_ZIP_BYTES) {
    throw new Error(
      `The zip has ${zip.length} bytes, expected at most ${MAX_ZIP_BYTES}. Lower JPEG_OPTIONS.quality in this script.`,
    );
  }
  const sha256 = createHash('sha256').update(zip).digest('hex');
  await writeFileAtomic(out, zip);
  await writeFileAtomic(join(dirname(out), 'SHA256'), `${sha256}  ${basename(out)}\n`);
  console.log(`${out}: ${zip.length} bytes, sha256 ${sha256}`);
}

/** Reads the command line and makes the set. */
async function main() {
  const { values } = parseArgs({
    options: {
      source: { type: 'string' },
      out: { type: 'string', default: DEFAULT_OUT },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  if (!values.source) throw new Error(`--source is missing.\n\n${HELP}`);
  const source = resolve(values.source);
  const metadata = await readFile(join(source, METADATA));
  const images = await listImages(source);
  sharp.cache(false);
  await writeZip(
    resolve(values.out),
    await makeZip(images, await reduceImages(source, images), metadata),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
