// Writes a large main_image_data.csv and reads it back; says how much memory that took.
import { statSync } from 'node:fs';
import { openMainImageData } from '../../lib/dist/datasets/main-image-data.js';
import { writeMainImageData } from '../../lib/dist/datasets/write-main-image-data.js';

const path = process.argv[2];
const [batches, batchRows, pixelColumns] = [360, 100, 28 * 28 * 3];
const pixels = Uint8Array.from({ length: batchRows * pixelColumns }, (_, i) => (i * 31) % 256);

async function* synthetic() {
  for (let batch = 0; batch < batches; batch += 1) {
    const rows = Array.from({ length: batchRows }, (_, row) => {
      const imageId = `image_${batch * batchRows + row}`;
      return { imageId, lesionId: imageId, split: 'train', label: 'nv' };
    });
    yield { rows, pixels };
  }
}

await writeMainImageData(path, pixelColumns, synthetic());
const table = await openMainImageData(path);
let rows = 0;
for await (const batch of table.batches()) rows += batch.rows.length;
await table.close();
const tableMB = statSync(path).size / 1e6;
console.log(JSON.stringify({ tableMB, rows, peakMB: process.resourceUsage().maxRSS / 1000 }));
