import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runInterruptibly } from '../../lib/src/core/index.js';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { setDisplaySink } from '../../lib/src/display/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import { type Experiment, sourceBMlp } from '../../lib/src/experiments/index.js';
import { type RunInNotebookOptions, runInNotebook } from '../../lib/src/notebook/index.js';

/** The MLP on a few rows of 8×8 pixels: seconds. */
const tiny: Experiment = {
  ...sourceBMlp,
  name: 'tiny',
  title: 'Tiny',
  steps: [
    { step: 'resamplePerClass', rows: 'all', samplesPerClass: 10, replace: true },
    { step: 'trainTestSplit', testSize: 0.5, stratify: true },
  ],
  images: { widthPx: 8, heightPx: 8, divideBy: 255 },
};

let ham10000: Ham10000;
let options: RunInNotebookOptions;
const scratch = mkdtempSync(join(tmpdir(), 'run-in-notebook-'));
const shown = new Map<string, string>();

beforeAll(async () => {
  // A model that has learned this little leaves some classes out, and is said to.
  vi.spyOn(process, 'emitWarning').mockReturnValue();
  ham10000 = await loadHam10000();
  const engine = await loadEngine({ allowFallback: true });
  options = { dataset: ham10000, engine, outputs: join(scratch, 'new', 'folder'), quick: true };
  setDisplaySink({
    display({ data }, { displayId }) {
      shown.set(displayId, data['text/plain']);
    },
    clearOutput: () => undefined,
  });
});

afterAll(() => {
  vi.restoreAllMocks();
  setDisplaySink(undefined);
  ham10000.close();
  rmSync(scratch, { recursive: true, force: true });
});

it('stops with the stop button', async () => {
  const signal = AbortSignal.abort();
  const stopped = runInterruptibly({ signal }, () => runInNotebook(tiny, options));
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

it('shows how far it is, and reads a run back that is done', async () => {
  shown.clear();
  const run = await runInNotebook(tiny, options);
  // It is a matter of time which images the run that was stopped has decoded.
  const lines = [...shown.values()].filter((line) => !line.startsWith('decoding images'));
  expect(lines).toEqual([
    expect.stringMatching(/^Tiny: 100 % .* done .* epoch 2\/2/),
    expect.stringMatching(/^Tiny: 2 epochs \(quick run\) on .*, trained now and kept in `tiny-/),
  ]);
  shown.clear();
  expect(await runInNotebook(tiny, options)).toEqual(run);
  expect([...shown.values()]).toEqual([expect.stringContaining('trained before and read back')]);
});
