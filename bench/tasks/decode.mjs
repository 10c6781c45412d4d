// Decodes and scales JPEGs: decode.mjs WIDTH HEIGHT.

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeImages } from '../../lib/dist/images/index.js';
import { loadEngine } from '../../lib/dist/index.js';
import { args, serve } from '../side.mjs';

const [widthPx, heightPx] = args.map(Number);
const names = readdirSync('.').filter((name) => name.endsWith('.jpg'));

async function decode() {
  const pixels = await decodeImages((name) => readFile(name), names, { widthPx, heightPx });
  let sum = 0;
  for (const value of pixels) sum += value;
  return sum / pixels.length;
}

await loadEngine();
await serve({ images: names.length }, decode);
