import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseWeights } from '../../lib/src/cli/choose-weights.js';
import { planReproduction } from '../../lib/src/cli/reproduce-plan.js';
import {
  mobilenetTransferLeaky,
  sourceBVgg16,
  sourceDMobilenet,
} from '../../lib/src/experiments/index.js';

const VGG16_FILE = 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';
let cache = '';

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'choose-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

describe('chooseWeights', () => {
  test('leaves out what has no weights here, and says how to add it', async () => {
    const planned = planReproduction({});
    const chosen = await chooseWeights(planned, { whenAbsent: 'leave out', cache });
    expect(chosen.runnable.map(({ experiment }) => experiment)).toEqual(
      planned.filter(({ model }) => model !== 'vgg16-transfer'),
    );
    expect(chosen.notices).toHaveLength(1);
    expect(chosen.notices[0]).toMatch(
      /row of vgg16-transfer is left out.*--only vgg16-transfer.*58\.9 MB.*--weights FILE/,
    );
  });

  test('keeps the row where the weights are in the cache', async () => {
    await mkdir(join(cache, 'full/weights'), { recursive: true });
    await writeFile(join(cache, 'full/weights', VGG16_FILE), 'weights');
    const place = { whenAbsent: 'leave out', cache: join(cache, 'full') } as const;
    const chosen = await chooseWeights(planReproduction({}), place);
    expect(chosen.runnable.map(({ experiment }) => experiment)).toEqual(planReproduction({}));
    expect(chosen.notices).toEqual([]);
    const vgg16 = chosen.runnable.filter(({ experiment }) => experiment.base);
    expect(vgg16).toHaveLength(2);
    for (const { weights } of vgg16) expect(weights?.path).toContain(VGG16_FILE);
  });

  test('gives a random base where it is asked for by name, under a name and title that say so', async () => {
    const planned = planReproduction({ only: ['vgg16-transfer', 'mlp'] });
    const choice = { whenAbsent: 'fetch', cache, weights: 'random' } as const;
    const { runnable } = await chooseWeights(planned, choice);
    expect(runnable.map((run) => run.planned)).toEqual(planned);
    expect(
      runnable.map(({ experiment: { name, title, base, leakFreeTwinOf, reported } }) => [
        name,
        title,
        base?.weights,
        leakFreeTwinOf,
        reported?.value,
      ]),
    ).toEqual([
      ['source-b-mlp', 'MLP', undefined, undefined, 0.7057],
      ['source-b-vgg16-random-base', 'VGG16 transfer, random base', 'random', undefined, undefined],
      ['source-b-mlp-grouped', 'MLP, leak-free', undefined, 'source-b-mlp', undefined],
      [
        'source-b-vgg16-grouped-random-base',
        'VGG16 transfer, leak-free, random base',
        'random',
        'source-b-vgg16-random-base',
        undefined,
      ],
      [
        'source-b-vgg16-caffe-random-base',
        'VGG16 transfer, Keras’s preprocessing, random base',
        'random',
        undefined,
        undefined,
      ],
    ]);
  });

  test('gives each size of images the weights that were trained on it', async () => {
    const planned = [mobilenetTransferLeaky, sourceDMobilenet];
    const place = join(cache, 'sizes');
    await mkdir(join(place, 'weights'), { recursive: true });
    for (const size of [128, 224]) {
      await writeFile(join(place, 'weights', `mobilenet_2_5_${size}_tf_no_top.h5`), `${size}`);
    }
    const choice = { whenAbsent: 'leave out', cache: place } as const;
    const { runnable } = await chooseWeights(planned, choice);
    expect(runnable.map(({ weights }) => /_(\d+)_tf/.exec(weights?.path ?? '')?.[1])).toEqual([
      '224',
      '128',
    ]);
  });

  test('refuses one file for two networks', async () => {
    const planned = [sourceBVgg16, mobilenetTransferLeaky];
    const choice = { whenAbsent: 'fetch', cache, weights: 'one.h5' } as const;
    await expect(chooseWeights(planned, choice)).rejects.toThrow(/run them one at a time/);
  });

  test('stops where a named file is not there', async () => {
    const choice = { whenAbsent: 'leave out', cache, weights: join(cache, 'none.h5') } as const;
    await expect(chooseWeights([sourceBVgg16], choice)).rejects.toMatchObject({
      name: 'WeightsError',
      exitCode: 1,
    });
  });
});
