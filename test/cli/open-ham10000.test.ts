import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openHam10000 } from '../../lib/src/cli/open-ham10000.js';
import { HAM10000_COLUMNS, loadHam10000 } from '../../lib/src/datasets/index.js';

const folder = mkdtempSync(join(tmpdir(), 'open-ham10000-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function toldWhileOpening(path?: string): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    (await openHam10000(path)).close();
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

test('tells of a folder that its images are checked', async () => {
  const embedded = await loadHam10000();
  const [row] = embedded.rows;
  mkdirSync(join(folder, 'HAM10000_images_part_1'));
  writeFileSync(
    join(folder, 'HAM10000_images_part_1', `${row!.image_id}.jpg`),
    await embedded.readImage(row!.image_id),
  );
  const lines = [HAM10000_COLUMNS, HAM10000_COLUMNS.map((column) => row![column] ?? '')];
  writeFileSync(join(folder, 'HAM10000_metadata.csv'), lines.map((line) => line.join()).join('\n'));
  embedded.close();
  expect(await toldWhileOpening(folder)).toContain('checking images');
});

test('says nothing of an archive, whose entries state what identifies them', async () => {
  expect(await toldWhileOpening()).toBe('');
});
