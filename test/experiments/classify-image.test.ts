import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ArgumentError, ImageError, MEDICAL_NOTICE } from '../../lib/src/core/index.js';
import { HAM10000_CLASSES, type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { compilePredict, loadEngine, tf } from '../../lib/src/engine/index.js';
import {
  classifyImage,
  type Experiment,
  openTrainedModel,
  PixelCache,
  readPredictions,
  runExperiment,
  sourceCByLesion,
  type TrainedModel,
} from '../../lib/src/experiments/index.js';
import { decodeImage } from '../../lib/src/images/index.js';
import { saveKerasModel } from '../../lib/src/keras-files/index.js';
import { pixelTableCnn } from '../../lib/src/models/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'classify-image-'));
const file = join(scratch, 'model.h5');
let ham10000: Ham10000;
let classifier: TrainedModel;
let photo: Buffer;

beforeAll(async () => {
  await loadEngine();
  ham10000 = await loadHam10000();
  photo = await ham10000.readImage('ISIC_0027419');
  const model = pixelTableCnn({ inputShape: [28, 28, 3], classes: 7, seed: 1 });
  await saveKerasModel(model, file);
  model.dispose();
  classifier = await openTrainedModel(file);
});
afterAll(() => {
  classifier.model.dispose();
  ham10000.close();
  rmSync(scratch, { recursive: true, force: true });
});

test("a person's image gets the model's probabilities, sorted, in words, with the notice", async () => {
  const pixels = await decodeImage(photo, { widthPx: 28, heightPx: 28, name: 'photo' });
  const x = tf.tensor4d(
    Float32Array.from(pixels, (value) => value / 255),
    [1, 28, 28, 3],
  );
  const expected = compilePredict(classifier.model)(x).dataSync<'float32'>();
  const result = await classifyImage(photo, classifier, { name: 'photo.jpg' });
  expect(result.notice).toBe(MEDICAL_NOTICE);
  expect(result.image).toBe('photo.jpg');
  expect(result.label).toBe(HAM10000_CLASSES[expected.indexOf(Math.max(...expected))]);
  const sorted = [...expected].sort((first, second) => second - first);
  expect(result.probabilities.map(({ probability }) => probability)).toEqual(sorted);
  const melanoma = result.probabilities.find(({ label }) => label === 'mel');
  expect(melanoma?.name).toBe('melanoma');
  expect(melanoma?.probability).toBe(expected[HAM10000_CLASSES.indexOf('mel')]);
});

test('a path is read, and says its file name', async () => {
  const path = join(scratch, 'mole.jpg');
  writeFileSync(path, photo);
  const [fromPath, fromBytes] = [
    await classifyImage(path, classifier),
    await classifyImage(photo, classifier),
  ];
  expect(fromPath.image).toBe('mole.jpg');
  expect(fromPath.probabilities).toEqual(fromBytes.probabilities);
});

test('a photo that was turned is turned back, as its EXIF data say', async () => {
  const upright = await sharp(photo).png().toBuffer();
  // Stored a quarter to the left; orientation 6 says to turn it a quarter to the right.
  const turned = await sharp(photo).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
  const [first, second] = [
    await classifyImage(upright, classifier),
    await classifyImage(turned, classifier),
  ];
  expect(second.probabilities).toEqual(first.probabilities);
});

test.each(['webp', 'tiff', 'gif', 'avif', 'png'] as const)(
  '%s is read, at any size',
  async (format) => {
    const encoded = await sharp(photo)
      .resize(611, 333, { fit: 'fill' })
      .toFormat(format)
      .toBuffer();
    const { probabilities } = await classifyImage(encoded, classifier);
    const sum = probabilities.reduce((total, { probability }) => total + probability, 0);
    expect(sum).toBeCloseTo(1, 5);
  },
);

describe('an image is refused by name that is', () => {
  test.each<[string, () => string, RegExp]>([
    ['not there', () => join(scratch, 'nowhere.jpg'), /nowhere\.jpg cannot be read \(ENOENT\)/],
    ['a folder', () => scratch, /cannot be read \(EISDIR\)/],
    ['no image', () => written('notes.txt', 'hello'), /notes\.txt cannot be decoded/],
    ['empty', () => written('empty.jpg', ''), /empty\.jpg cannot be decoded/],
    [
      'cut off',
      () => written('cut.jpg', photo.subarray(0, photo.length / 2)),
      /cut\.jpg cannot be decoded/,
    ],
  ])('%s', async (_, path, message) => {
    const classifying = classifyImage(path(), classifier);
    await expect(classifying).rejects.toThrow(ImageError);
    await expect(classifyImage(path(), classifier)).rejects.toThrow(message);
  });

  function written(name: string, content: string | Buffer): string {
    writeFileSync(join(scratch, name), content);
    return join(scratch, name);
  }
});

describe('a model file', () => {
  test('that says nothing is taken for HAM10000, told so', () => {
    expect(classifier.classes).toEqual(HAM10000_CLASSES);
    expect(classifier.notices).toEqual([
      expect.stringMatching(/does not name its classes; taken for akiec, bcc/),
      expect.stringMatching(/they are divided by 255/),
    ]);
  });

  test('that names its classes has them, and they are not assumed', async () => {
    const path = join(scratch, 'named.keras');
    const two = pixelTableCnn({ inputShape: [28, 28, 3], classes: 2, seed: 1 });
    await saveKerasModel(two, path, { classNames: ['malignant', 'benign'] });
    const named = await openTrainedModel(path);
    expect(named.classes).toEqual(['malignant', 'benign']);
    expect(named.notices).toEqual([expect.stringMatching(/they are divided by 255/)]);
    named.model.dispose();
  });

  test('gets the classes and the range that it is told', async () => {
    const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const told = await openTrainedModel(file, { classes, pixels: 'tf' });
    expect(told.notices).toEqual([]);
    expect(told.images).toMatchObject({ divideBy: 127.5, widthPx: 28 });
    const { probabilities } = await classifyImage(photo, told);
    expect(probabilities.map(({ name }) => name).sort()).toEqual(classes);
    told.model.dispose();
  });

  test('is refused with another number of classes than outputs', async () => {
    const loading = openTrainedModel(file, { classes: ['a', 'b'] });
    await expect(loading).rejects.toThrow(/gives 7 probabilities and there are 2 classes \(a, b\)/);
  });

  test('of two outputs must be told its classes', async () => {
    const path = join(scratch, 'two.h5');
    await saveKerasModel(pixelTableCnn({ inputShape: [28, 28, 3], classes: 2, seed: 1 }), path);
    await expect(openTrainedModel(path)).rejects.toThrow(ArgumentError);
    await expect(openTrainedModel(path)).rejects.toThrow(
      /2 probabilities .*Name them with --classes/,
    );
  });

  test('is not a folder without a run', async () => {
    await expect(openTrainedModel(scratch)).rejects.toThrow(ArgumentError);
    await expect(openTrainedModel(scratch)).rejects.toThrow(
      /is neither the folder of a finished run nor a Keras file/,
    );
  });
});

test("a run's model says of an image what it said when it was tested", {
  timeout: 60_000,
}, async () => {
  // Two epochs leave classes that no row is predicted as.
  vi.spyOn(process, 'emitWarning').mockReturnValue();
  const rows = HAM10000_CLASSES.flatMap((label) =>
    ham10000.rows.filter(({ dx }) => dx === label).slice(0, 12),
  );
  const dataset = { ...ham10000, rows };
  const experiment: Experiment = {
    ...sourceCByLesion,
    steps: [{ step: 'trainTestSplit', testSize: 0.5, stratify: true }],
  };
  const { result } = await runExperiment(experiment, {
    dataset,
    engine: await loadEngine(),
    pixels: new PixelCache(dataset),
    outputs: scratch,
    quick: true,
    rerun: false,
  });
  const trained = await openTrainedModel(join(scratch, result.id));
  expect(trained.notices).toEqual([]);
  const fileAlone = await openTrainedModel(join(scratch, result.id, 'model.h5'), {
    pixels: 'unit',
  });
  expect([fileAlone.classes, fileAlone.notices]).toEqual([[...HAM10000_CLASSES], []]);
  fileAlone.model.dispose();
  for (const prediction of (await readPredictions(scratch, result)).slice(0, 8)) {
    const encoded = await ham10000.readImage(prediction.imageId);
    const { label, probabilities } = await classifyImage(encoded, trained);
    expect(label).toBe(prediction.predicted);
    prediction.probabilities.forEach((expected, index) => {
      const ours = probabilities.find((one) => one.label === HAM10000_CLASSES[index]);
      expect(ours?.probability).toBeCloseTo(expected, 5);
    });
  }
  trained.model.dispose();
});
