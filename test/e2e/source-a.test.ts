import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DERMLAB, PYTHON } from '../support/paths.js';
import { writeSmallHam10000 } from '../support/small-ham10000.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LESIONS_A_CLASS = 10;
const TOLERANCE = 1e-5;

interface PredictionsFile {
  readonly notice: string;
  readonly split: string;
  readonly rows: number;
  readonly classes: readonly string[];
  readonly labelled: { readonly rows: number; readonly lesions: number };
  readonly accuracy: { readonly value: number; readonly low: number; readonly high: number };
  readonly predictions: readonly {
    readonly image_id: string;
    readonly label: string;
    readonly predicted: string;
    readonly probabilities: Readonly<Record<string, number>>;
  }[];
}

const scratch = mkdtempSync(join(tmpdir(), 'source-a-'));
const folder = join(scratch, 'empty');
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function dermlab(command: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [DERMLAB, ...command.split(' ')], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, SOURCE_DATE_EPOCH: '1600000000' },
  });
  return { status, stdout, stderr };
}

const read = (name: string) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as PredictionsFile;

describe('three commands, from an empty folder', () => {
  let outcomes: ReturnType<typeof dermlab>[];

  beforeAll(async () => {
    await writeSmallHam10000(join(scratch, 'dataset'), LESIONS_A_CLASS);
    mkdirSync(folder);
    outcomes = [
      dermlab('preprocess --data ../dataset --size 16 --folders arranged'),
      dermlab('train classifying-model --data main_image_data.csv --epochs 2'),
      dermlab('predict --data main_image_data.csv --model classifying_model_v3.h5'),
    ];
  }, 300_000);

  test('are fine, and leave table, folders, model, runs and predictions', () => {
    expect(outcomes.map(({ status, stderr }) => (status === 0 ? 0 : stderr))).toEqual([0, 0, 0]);
    expect(readdirSync(folder).sort()).toEqual([
      'arranged',
      'classifying_model_v3-card.md',
      'classifying_model_v3.h5',
      'main_image_data.csv',
      'outputs',
      'predictions_v3.json',
    ]);
    expect(readdirSync(join(folder, 'arranged')).sort()).toEqual([
      'lesions.csv',
      'test',
      'train',
      'validation',
    ]);
  });

  test('predict the rows of the test part, with their labels', () => {
    const [, ...lines] = readFileSync(join(folder, 'main_image_data.csv'), 'utf8').split('\n');
    const cells = lines.map((line) => line.split(',', 4)).filter((row) => row[2] === 'test');
    const { predictions, rows, labelled, split } = read('predictions_v3.json');
    expect(predictions.map((row) => [row.image_id, row.label])).toEqual(
      cells.map(([id, , , label]) => [id, label]),
    );
    expect([split, rows, labelled.rows]).toEqual(['test', cells.length, cells.length]);
    expect(labelled.lesions).toBe(new Set(cells.map(([, lesion]) => lesion)).size);
  });

  test('give probabilities that sum to one, the largest of them the prediction', () => {
    const { predictions, classes } = read('predictions_v3.json');
    for (const { predicted, probabilities } of predictions) {
      const values = Object.values(probabilities);
      expect(Object.keys(probabilities)).toEqual(classes);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(probabilities[predicted]).toBe(Math.max(...values));
    }
  });

  test('say accuracy with its interval and n, and that it is no diagnosis', () => {
    const { accuracy, predictions, notice } = read('predictions_v3.json');
    const right = predictions.filter(({ label, predicted }) => label === predicted).length;
    expect(accuracy.value).toBe(right / predictions.length);
    expect(accuracy.low).toBeLessThan(accuracy.value);
    expect(accuracy.high).toBeGreaterThan(accuracy.value);
    expect(notice).toMatch(/no diagnosis/);
    expect(outcomes[2]?.stdout).toMatch(/accuracy .* %.*\(test, \d+ labelled images, \d+ lesions/);
    expect(outcomes[2]?.stdout).toMatch(/no diagnosis/);
  });

  test('write the same bytes again', () => {
    expect(dermlab('predict --out again.json').status).toBe(0);
    expect(readFileSync(join(folder, 'again.json'))).toEqual(
      readFileSync(join(folder, 'predictions_v3.json')),
    );
  });
});

test('arranged folders give the same pixels, parts and labels again', () => {
  expect(dermlab('preprocess --data arranged --size 16 --out again.csv').status).toBe(0);
  const table = (name: string) => {
    const [, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
    return lines.map((line) => line.replace(/^[^,]*?(ISIC_\d+)[^,]*/, '$1')).sort();
  };
  expect(table('again.csv')).toEqual(table('main_image_data.csv'));
});

describe('Python Keras', () => {
  let python: {
    readonly ids: string[];
    readonly classes: string[];
    readonly ours: number[][];
    readonly python: number[][];
  };

  beforeAll(() => {
    const output = execFileSync(PYTHON, [here('source_a.py'), folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    python = JSON.parse(
      output.split('\n').findLast((line) => line.startsWith('{'))!,
    ) as typeof python;
  }, 300_000);

  function expectSame(file: PredictionsFile, expected: readonly (readonly number[])[]): void {
    expect(file.classes).toEqual(python.classes);
    expect(file.predictions.map(({ image_id }) => image_id)).toEqual(python.ids);
    for (const [row, { probabilities }] of file.predictions.entries()) {
      for (const [index, value] of Object.values(probabilities).entries()) {
        expect(Math.abs(value - expected[row]![index]!)).toBeLessThan(TOLERANCE);
      }
    }
  }

  test('opens the model and says the same of each image', () => {
    expectSame(read('predictions_v3.json'), python.ours);
  });

  test.each(['h5', 'keras'])('trains a model whose .%s file says the same here', (ending) => {
    const { status, stderr } = dermlab(`predict --model python.${ending} --out python.json`);
    expect(status, stderr).toBe(0);
    expectSame(read('python.json'), python.python);
  });
});

describe('predict is refused where', () => {
  test.each([
    ['--data nowhere.csv', 1, /DatasetError: nowhere\.csv cannot be read \(ENOENT\)/],
    ['--model nowhere.h5', 1, /KerasFileError: nowhere\.h5/],
    ['--model main_image_data.csv', 2, /Expected a file name that ends in \.h5 or \.keras/],
    ['--classes nv,mel', 2, /alphabetical order/],
    [
      '--classes mel,nv',
      2,
      /classifying_model_v3\.h5 gives probabilities for akiec, .*, vasc; .* mel, nv/,
    ],
    [
      '--model python.h5 --classes mel,nv',
      2,
      /ArgumentError: The model gives any×7, expected .* each of 2 classes/,
    ],
    [
      '--model python.h5 --classes a,b,c,d,e,f,g',
      1,
      /row \d+, column label: "\w+", expected one of a, b, c, d/,
    ],
    ['--split dev', 2, /Allowed choices are train, validation, test, all/],
    ['--out nowhere/p.json', 1, /RunError: nowhere\/p\.json cannot be written/],
  ])('%s', (options, exitCode, message) => {
    const { status, stderr, stdout } = dermlab(`predict ${options}`);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([status, stdout]).toEqual([exitCode, '']);
  });

  test('the table holds images of another size than the model takes', () => {
    expect(dermlab('preprocess --data ../dataset --size 8 --out small.csv').status).toBe(0);
    const { status, stderr } = dermlab('predict --data small.csv');
    expect(stderr).toMatch(
      /ArgumentError: The model takes any×16×16×3, small\.csv holds images of 8×8×3/,
    );
    expect(status).toBe(2);
  });
});
