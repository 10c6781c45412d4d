// Writes HAM10000's metadata, so many times one after the other, each time with images and lesions
// of its own: make-metadata.mjs TIMES.

import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { loadHam10000 } from '../../lib/dist/index.js';

const times = Number(process.argv[2]);
const { rows, close } = await loadHam10000();
close();
const id = (prefix, number) => `${prefix}_${String(number).padStart(7, '0')}`;
const lesions = new Map(rows.map(({ lesion_id: lesion }) => [lesion, 0]));
for (const [i, lesion] of [...lesions.keys()].entries()) lesions.set(lesion, i);
const columns = Object.keys(rows[0]);
const lines = [columns.join(',')];
for (let time = 0; time < times; time += 1) {
  for (const [i, row] of rows.entries()) {
    const lesion = id('HAM', time * lesions.size + lesions.get(row.lesion_id));
    const own = { ...row, lesion_id: lesion, image_id: id('ISIC', time * rows.length + i) };
    lines.push(columns.map((column) => own[column] ?? '').join(','));
  }
}
writeFileSync('metadata.csv', `${lines.join('\n')}\n`);
