import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { barCounts } from '../../lib/src/charts/index.js';
import { representation } from '../../lib/src/display/index.js';

// cssom comes with linkedom alone.
const loaded = (name: string) =>
  Object.keys(createRequire(import.meta.url).cache).some((file) =>
    file.includes(`/node_modules/${name}/`),
  );

it('loads neither danfo nor a page to look at a value, and a page for a figure', async () => {
  for (const value of [
    [{ a: 1 }],
    { columns: [], index: [], values: [] },
    new Uint8Array(3),
    'a',
  ]) {
    await representation(value);
  }
  expect(['danfojs-node', 'cssom'].filter(loaded)).toEqual([]);
  await representation(barCounts([{ value: 'nv', count: 1 }]));
  expect(['danfojs-node', 'cssom'].filter(loaded)).toEqual(['cssom']);
});
