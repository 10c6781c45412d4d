/** Weights of a pretrained base: found, fetched, and read as Keras reads them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { tf } from '../../lib/src/engine/index.js';
import { compilePredict, loadEngine } from '../../lib/src/engine/index.js';
import { imageBatch } from '../../lib/src/experiments/fit-data.js';
import { caffePreprocessing, tfPreprocessing } from '../../lib/src/experiments/index.js';
import { saveKerasModel } from '../../lib/src/keras-files/index.js';
import {
  baseOf,
  fetchBaseWeights,
  findBaseWeights,
  loadBaseWeights,
  mobilenetTransfer,
  type PublishedWeights,
  publishedWeights,
  vgg16Transfer,
} from '../../lib/src/models/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import {
  breakOff,
  type DownloadServer,
  serve,
  startDownloadServer,
} from '../datasets/download-server.js';
import { PYTHON, SHARED_MOBILENET } from '../support/paths.js';
import { noise, setStatistics } from './keras-applications.js';

const CONTENT = Buffer.from('weights '.repeat(500));
const MD5 = createHash('md5').update(CONTENT).digest('hex');

let folder = '';
let cache = '';
beforeAll(async () => {
  await loadEngine();
  folder = await mkdtemp(join(tmpdir(), 'weights-'));
});
beforeEach(async () => {
  cache = await mkdtemp(join(folder, 'cache-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(PYTHON))('the published file', () => {
  it("of VGG16 has Keras's address and checksum", () => {
    const vgg16 = publishedWeights('vgg16-transfer', { weights: 'imagenet' }, [150, 150])!;
    const source = kerasSource('vgg16.py');
    expect(vgg16.url).toMatch(
      /^https:\/\/storage\.googleapis\.com\/tensorflow\/keras-applications\//,
    );
    expect(source).toContain(vgg16.fileName);
    expect(source).toContain(`file_hash="${vgg16.md5!}"`);
  });

  it.each([
    [0.25, 224, 'mobilenet_2_5_224_tf_no_top.h5'],
    [0.75, 160, 'mobilenet_7_5_160_tf_no_top.h5'],
    [1, 128, 'mobilenet_1_0_128_tf_no_top.h5'],
    [0.5, 150, 'mobilenet_5_0_224_tf_no_top.h5'],
  ])('of MobileNet of width %s at %s pixels is %s', (alpha, sizePx, fileName) => {
    const base = { weights: 'imagenet', alpha } as const;
    const published = publishedWeights('mobilenet-transfer', base, [sizePx, sizePx])!;
    expect(published).toMatchObject({ fileName });
    expect(published.url.endsWith(`/mobilenet/${fileName}`)).toBe(true);
    expect(kerasSource('mobilenet.py')).not.toContain('file_hash');
  });
});

describe('weights on this machine', () => {
  const published: PublishedWeights = {
    network: 'VGG16',
    url: 'https://example.org/vgg16.h5',
    fileName: 'vgg16.h5',
    md5: MD5,
  };

  it('are none where nothing is in the cache', async () => {
    expect(await findBaseWeights(published, { cache })).toBeUndefined();
  });

  it('are found in the cache, and their checksum compared', async () => {
    await mkdir(join(cache, 'weights'));
    await writeFile(join(cache, 'weights/vgg16.h5'), CONTENT);
    const found = await findBaseWeights(published, { cache });
    expect(found!.description).toMatch(/^vgg16\.h5, sha256 \w{12}…; the checksum is the one/);
  });

  it('are a named file, of which is said that it is another one', async () => {
    const path = join(cache, 'own.h5');
    await writeFile(path, 'other weights');
    const found = await findBaseWeights(published, { cache, path });
    expect(found!.path).toBe(path);
    expect(found!.description).toMatch(/is NOT the one that Keras publishes/);
  });

  it('that are named and not there are an error that says where to get them', async () => {
    const found = findBaseWeights(published, { cache, path: join(cache, 'none.h5') });
    await expect(found).rejects.toThrow(
      /none\.h5 is not there.*VGG16 from https:\/\/example\.org\/vgg16\.h5.*--weights FILE.*weights\/vgg16\.h5/,
    );
  });
});

describe('weights that are fetched', () => {
  let server: DownloadServer;
  const published = (): PublishedWeights => ({
    network: 'VGG16',
    url: `${server.origin}/vgg16.h5`,
    fileName: 'vgg16.h5',
    md5: MD5,
    sizeBytes: CONTENT.length,
  });
  beforeAll(async () => {
    server = await startDownloadServer();
  });
  afterAll(() => {
    server.close();
  });

  it('are kept in the cache, and not fetched again', async () => {
    server.answer = serve(CONTENT);
    const first = await fetchBaseWeights(published(), cache);
    const before = server.requests.length;
    expect(await fetchBaseWeights(published(), cache)).toEqual(first);
    expect(server.requests).toHaveLength(before);
    expect(await findBaseWeights(published(), { cache })).toEqual(first);
    expect(readFileSync(first.path)).toEqual(CONTENT);
  });

  it('go on where the connection broke off', async () => {
    let answers = 0;
    server.answer = (request, response) => {
      (answers++ === 0 ? breakOff(CONTENT, 1000) : serve(CONTENT))(request, response);
    };
    const { path } = await fetchBaseWeights(published(), cache);
    expect(readFileSync(path)).toEqual(CONTENT);
    expect(server.requests.at(-1)!.headers.range).toBe('bytes=1000-');
  });

  it.each([
    ['of another content', () => serve(Buffer.from('x'.repeat(CONTENT.length)))],
    [
      'that are not there',
      () => (_: unknown, response: { writeHead: (status: number) => { end: () => void } }) => {
        response.writeHead(404).end();
      },
    ],
  ])('%s leave no file, and are one error with the remedy', async (_, answer) => {
    server.answer = answer();
    await expect(fetchBaseWeights(published(), cache)).rejects.toThrow(
      /Download the ImageNet weights of VGG16 .* and name the file with --weights FILE/s,
    );
    expect(await readdir(join(cache, 'weights'))).toEqual([]);
  });

  it('offline are one error with the remedy', async () => {
    const offline = () => Promise.reject(new TypeError('fetch failed'));
    const url = 'https://example.org/vgg16.h5';
    await expect(
      fetchBaseWeights({ ...published(), url }, cache, { fetch: offline, retryDelayMs: 1 }),
    ).rejects.toMatchObject({ name: 'WeightsError', exitCode: 1 });
  }, 30_000);
});

const isPython = existsSync(PYTHON);
if (!isPython) console.warn(`SKIPPED: weights written by Keras: no ${PYTHON}`);
if (!existsSync(SHARED_MOBILENET))
  console.warn(`SKIPPED: the real MobileNet weights: no ${SHARED_MOBILENET}`);

describe.skipIf(!isPython)("Keras's files", () => {
  let expected: {
    readonly vgg16: readonly number[];
    readonly mobilenet?: readonly number[];
    readonly archive: readonly number[];
    readonly joined: {
      readonly layers: readonly string[];
      readonly trainable: readonly string[];
      readonly probabilities: readonly number[];
    };
  };
  const joined = () => {
    const base = { weights: 'random', alpha: 0.25 } as const;
    const model = mobilenetTransfer({ inputShape: [32, 32, 3], classes: 7, seed: 42, base });
    setStatistics(baseOf(model)!);
    return model;
  };
  beforeAll(async () => {
    await saveKerasModel(joined(), join(folder, 'joined.h5'));
    const script = join(import.meta.dirname, 'write-weights.py');
    const real = existsSync(SHARED_MOBILENET) ? [SHARED_MOBILENET] : [];
    execFileSync(PYTHON, [script, folder, ...real], { stdio: 'pipe' });
    expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as typeof expected;
  }, 400_000);

  it('of a joined model of ours predict the same there, the base frozen', () => {
    const { layers, trainable, probabilities } = expected.joined;
    expect(layers).toEqual(['mobilenet_0.25_32', 'probabilities']);
    expect(trainable).toEqual([
      'mobilenet_transfer/probabilities/kernel',
      'mobilenet_transfer/probabilities/bias',
    ]);
    const x = imageBatch(noise(2), { widthPx: 32, heightPx: 32, divideBy: 255 });
    const own = (joined().predict(x) as tf.Tensor).dataSync<'float32'>();
    expectNear(own, probabilities, 1e-5);
  });

  it("give VGG16 Keras's features, with Keras's preprocessing", async () => {
    const model = vgg16Transfer({
      inputShape: [48, 48, 3],
      classes: 7,
      seed: 1,
      base: { weights: 'imagenet' },
    });
    await loadBaseWeights(model, { path: join(folder, 'vgg16_notop.h5') });
    expectNear(featuresOf(model, 48, caffePreprocessing), expected.vgg16, 1e-4);
  });

  it('of Keras 3, an archive with a classifier, give the base its weights', async () => {
    const base = { weights: 'imagenet', alpha: 0.25 } as const;
    const model = mobilenetTransfer({ inputShape: [32, 32, 3], classes: 7, seed: 1, base });
    await loadBaseWeights(model, { path: join(folder, 'mobilenet.keras') });
    // One pixel is left of 32×32, so the average is the feature map itself.
    expectNear(featuresOf(model, 32, tfPreprocessing), expected.archive, 1e-4);
  });

  it.skipIf(!existsSync(SHARED_MOBILENET))(
    'with ImageNet’s classifier give the base its weights, and Keras’s features',
    async () => {
      const model = realMobilenet(0.25);
      await loadBaseWeights(model, { path: SHARED_MOBILENET });
      expectNear(featuresOf(model, 224, tfPreprocessing), expected.mobilenet!, 1e-4);
    },
  );

  it.skipIf(!existsSync(SHARED_MOBILENET))(
    'of another width are an error that names both',
    async () => {
      await expect(loadBaseWeights(realMobilenet(0.5), { path: SHARED_MOBILENET })).rejects.toThrow(
        /mobilenet_v1_0\.25.*"conv1".*\[3, 3, 3, 8\].*\[3, 3, 3, 16\]/,
      );
    },
  );

  it('of another network are an error', async () => {
    const path = join(folder, 'vgg16_notop.h5');
    await expect(loadBaseWeights(realMobilenet(0.25), { path })).rejects.toThrow(
      /vgg16_notop\.h5.*Load a file of the same architecture/,
    );
  });
});

function realMobilenet(alpha: number): tf.LayersModel {
  const base = { weights: 'imagenet', alpha } as const;
  return mobilenetTransfer({ inputShape: [224, 224, 3], classes: 7, seed: 1, base });
}

function featuresOf(
  model: tf.LayersModel,
  sizePx: number,
  scale: typeof caffePreprocessing | typeof tfPreprocessing,
): Float32Array {
  const values = new RandomState(1).randint(0, 256, 2 * sizePx * sizePx * 3);
  const length = values.length / 2;
  const pixels = [0, 1].map((i) => Uint8Array.from(values.subarray(i * length, (i + 1) * length)));
  const predict = compilePredict(baseOf(model)!);
  const format = { widthPx: sizePx, heightPx: sizePx, ...scale };
  const features = predict(imageBatch(pixels, format)).dataSync<'float32'>();
  predict.dispose();
  return features;
}

/** Relative to the largest of them. */
function expectNear(actual: Float32Array, expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const largest = Math.max(...expected);
  const apart = expected.map((value, i) => Math.abs(actual[i]! - value));
  expect(Math.max(...apart)).toBeLessThanOrEqual(tolerance * largest);
}

/** The source of Keras itself, found without importing it. */
function kerasSource(name: string): string {
  const find =
    'import importlib.util as u; print(u.find_spec("keras").submodule_search_locations[0])';
  const keras = execFileSync(PYTHON, ['-c', find], { encoding: 'utf8' }).trim();
  return readFileSync(join(keras, 'src/applications', name), 'utf8');
}
