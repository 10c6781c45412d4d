import { expect, it } from 'vitest';
import { diagnose } from '../../lib/src/engine/index.js';

it('finds everything in order where the tests can run', async () => {
  const rows = await diagnose();
  expect(rows.map(({ check }) => check)).toEqual([
    'Node',
    'addon',
    'engine',
    'TensorFlow',
    'devices',
    'threads',
    'bfloat16',
    'GPU',
  ]);
  expect(rows.every(({ ok }) => ok)).toBe(true);
  expect(rows.find(({ check }) => check === 'Node')?.found).toBe(process.versions.node);
  expect(rows.find(({ check }) => check === 'devices')?.found).toContain('CPU:0');
});
