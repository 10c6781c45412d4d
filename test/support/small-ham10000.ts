import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ham10000Row, loadHam10000 } from '../../lib/src/datasets/index.js';

/** The first lesions of each class, in the layout of the Kaggle download. */
export async function writeSmallHam10000(path: string, lesionsAClass: number): Promise<void> {
  const images = join(path, 'HAM10000_images_part_1');
  mkdirSync(images, { recursive: true });
  const ham10000 = await loadHam10000();
  const lesions = new Map<string, Set<string>>();
  const rows = ham10000.rows.filter(({ dx, lesion_id }) => {
    const ofClass = lesions.get(dx) ?? new Set();
    lesions.set(dx, ofClass);
    return ofClass.has(lesion_id) || (ofClass.size < lesionsAClass && ofClass.add(lesion_id));
  });
  for (const { image_id } of rows) {
    writeFileSync(join(images, `${image_id}.jpg`), await ham10000.readImage(image_id));
  }
  const columns = Object.keys(rows[0]!) as (keyof Ham10000Row)[];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  writeFileSync(join(path, 'HAM10000_metadata.csv'), [columns.join(), ...lines, ''].join('\n'));
  ham10000.close();
}
