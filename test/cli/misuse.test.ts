import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { DERMLAB } from '../support/paths.js';

const KERAS_2 = fileURLToPath(new URL('../keras-files/fixtures/keras2-cnn.h5', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'misuse-'));
const file = (name: string, content: string | Uint8Array) => {
  mkdirSync(join(scratch, name, '..'), { recursive: true });
  writeFileSync(join(scratch, name), content);
  return join(scratch, name);
};
const HEADER = 'lesion_id,image_id,dx,dx_type,age,sex,localization\n';
const folder = (name: string, metadata: string) => {
  file(`${name}/HAM10000_metadata.csv`, metadata);
  file(`${name}/HAM10000_images_part_1/ISIC_0000001.jpg`, 'no image');
  return join(scratch, name);
};
const ROW = 'HAM_0000001,ISIC_0000001,nv,histo,50.0,male,back\n';

function dermlab(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [DERMLAB, ...args], {
    encoding: 'utf8',
    cwd: scratch,
    env: { ...process.env, ...env },
  });
}

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('bad input', () => {
  // Each row: what was typed, exit code, what standard error says.
  const table: readonly (readonly [readonly string[], 1 | 2, RegExp])[] = [
    [['inspect', 'none.h5'], 1, /KerasFileError: none\.h5: cannot be opened \(ENOENT\)/],
    [['inspect'], 2, /missing required argument 'file'/],
    [['convert', KERAS_2, 'model.json'], 2, /Expected a file name that ends in \.h5 or \.keras/],
    [['convert', 'model.onnx', 'm.h5'], 2, /Expected a file name that ends in \.h5 or \.keras/],
    [['predict', '--model', 'm.onnx'], 2, /Expected a file name that ends in \.h5 or \.keras/],
    [
      ['reproduce', '--only', 'vgg16-transfer', '--weights', 'none.h5'],
      1,
      /WeightsError: none\.h5 is not there.*storage\.googleapis\.com.*--weights FILE/,
    ],
    [
      ['reproduce', '--only', 'vgg16-transfer,mobilenet-transfer', '--weights', 'none.h5'],
      2,
      /one file for vgg16-transfer and mobilenet-transfer; run them one at a time/,
    ],
    [['audit', '--no-near-duplicates', '--join-near-duplicates'], 2, /leave one of them out/],
    [['honest', '--only', 'source-e'], 2, /source-e trains on class folders .* give --folders/],
    [['honest', '--only', 'source-x'], 2, /"source-x" is unknown; expected some of source-a/],
    [['honest', '--data', 'nowhere', '--only', 'source-c'], 1, /DatasetError: nowhere/],
    [['train-all'], 2, /unknown command 'train-all'/],
    [['download', 'mnist'], 2, /Allowed choices are ham10000, isic2019/],
    [['download', 'ham10000', '--from', 'isic'], 2, /not to be had from isic, expected --from/],
    [
      ['download', 'isic2019', '--mirror', 'http://example.com'],
      1,
      /DownloadError: .*example\.com\/2019.* is not secure, expected https/,
    ],
    [['classify'], 2, /missing required argument 'images'/],
    [['classify', 'photo.jpg'], 2, /ArgumentError: --model is missing, .*npx dermlab reproduce/],
    [
      ['classify', 'x.jpg', '--model', 'm.h5', '--classes', 'a,b,a'],
      2,
      /two or more different labels/,
    ],
    [['classify', 'x.jpg', '--model', 'm.h5', '--classes', 'a'], 2, /two or more different labels/],
    [['predict', '--classes', 'b,a'], 2, /labels in alphabetical order/],
    [['classify', 'photo.jpg', '--model', 'no.h5'], 1, /KerasFileError: no\.h5: cannot be opened/],
    [
      ['classify', 'photo.jpg', '--model', '.'],
      2,
      /ArgumentError: \. is neither the folder of a finished run/,
    ],
    [['cross-validate'], 2, /missing required argument 'experiment'/],
    [['cross-validate', 'source-z'], 2, /Allowed choices are source-c/],
    [['cross-validate', 'source-c', '--labels', 'xyz'], 2, /"xyz" is unknown/],
    [
      ['cross-validate', 'source-c', '--data', file('table.csv', 'pixel0000,label\n256,4\n')],
      1,
      /DatasetError: .*table\.csv, row 2, column pixel0000: "256" is no whole number/,
    ],
    [['pixel-table', '--size', '0'], 2, /whole number from 1 to 512/],
    [['pixel-table', '--channels', 'CMYK'], 2, /Allowed choices are RGB, L/],
    [['reproduce', '--fast'], 2, /unknown option '--fast'/],
    [['reproduce', 'cnn'], 2, /too many arguments/],
    [['reproduce', '--only', 'vgg19'], 2, /"vgg19" is unknown; expected some of cnn, mlp/],
    [['reproduce', '--only', ''], 2, /"" is unknown; expected some of/],
    [['reproduce', '--seed', '-1'], 2, /whole number from 0 to 4294967295/],
    [['reproduce', '--seed', '1.5'], 2, /whole number from 0 to 4294967295/],
    [['reproduce', '--threads', '0'], 2, /whole number from 1 to/],
    [['reproduce', '--data'], 2, /argument missing/],
    [['reproduce', '--data', 'nowhere'], 1, /DatasetError: .*nowhere/],
    [['reproduce', '--data', file('notes.txt', 'hello')], 1, /DatasetError: .*notes\.txt/],
    [
      ['reproduce', '--data', file('broken.zip', 'PK\u0003\u0004 cut off')],
      1,
      /DatasetError: .*broken\.zip/,
    ],
    [['reproduce', '--data', folder('empty', '')], 1, /DatasetError: .*HAM10000_metadata\.csv/],
    [
      ['reproduce', '--data', folder('dx', HEADER + ROW.replace('nv', 'xyz'))],
      1,
      /DatasetError: .*HAM10000_metadata\.csv, row 2: dx is "xyz", expected one of akiec, bcc/,
    ],
    [
      ['reproduce', '--data', folder('age', HEADER + ROW.replace('50.0', 'old'))],
      1,
      /DatasetError: .*HAM10000_metadata\.csv, row 2: age is "old"/,
    ],
    [['reproduce', '--data', folder('noimage', HEADER + ROW)], 1, /ImageError: .*ISIC_0000001/],
    [['reproduce', '--out', file('taken', 'a file')], 1, /RunError: .*taken/],
    [['explain', 'x.jpg', '--out', 'o.png'], 2, /ArgumentError: --model is missing/],
    [['explain', 'x.jpg', '--model', 'm', '--out', 'o.jpg'], 2, /ends in \.png/],
    [
      ['explain', 'x.jpg', '--model', 'm', '--out', 'o.png', '--pixels', 'grey'],
      2,
      /'grey' is invalid/,
    ],
    [
      ['explain', 'x.jpg', '--model', 'm', '--out', 'o.png'],
      1,
      /ImageError: x\.jpg cannot be read/,
    ],
    [
      ['explain', file('any.jpg', 'x'), '--model', 'nowhere', '--out', 'o.png'],
      2,
      /ArgumentError: nowhere is neither the folder of a finished run nor a Keras file/,
    ],
    [['train', 'isic2019'], 2, /required option '--data <path>' not specified/],
    [['train', 'isic2019', '--data', 'x', '--only', 'vgg'], 2, /"vgg" is unknown/],
    [['train', 'isic2019', '--data', 'nowhere'], 1, /DatasetError: nowhere cannot be opened/],
    [
      ['train', 'isic2019', '--data', folder('nocsv', HEADER + ROW)],
      1,
      /DatasetError: .*nocsv: no ISIC_2019_Training_GroundTruth\.csv/,
    ],
    [['sweep'], 2, /missing required argument 'experiment'/],
    [['sweep', 'cnn'], 2, /Allowed choices are source-a-classifying-model, source-b-cnn,/],
    [
      ['sweep', 'source-b-cnn-grouped'],
      2,
      /ArgumentError: nothing is named to sweep.*Fields: images\.widthPx, .*training\.batchSize/,
    ],
    [
      ['sweep', 'source-b-cnn', '--grid', 'training.batchSize=16'],
      2,
      /cannot be swept honestly: .* Sweep its leak-free twin, source-b-cnn-grouped\./,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'seed=1,2'],
      2,
      /seed cannot be swept, expected one of images\.widthPx/,
    ],
    [['sweep', 'source-b-cnn-grouped', '--grid', 'training.batchSize'], 2, /names no values/],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'training.batchSize=16,many'],
      2,
      /training\.batchSize: expected a whole number from 1 to 100000, received "many"/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'training.fineTuning.epochs=1'],
      2,
      /source-b-cnn-grouped has no fine-tuning/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--sample', 'training.batchSize=randint(8,64)'],
      2,
      /--sample needs to know how many to draw; add --random N/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'training.batchSize=randint(8,64)'],
      2,
      /training\.batchSize: expected a list of values, received \{"distribution":"randint"/,
    ],
    [
      [
        'sweep',
        'source-b-cnn-grouped',
        '--random',
        '2',
        '--sample',
        'training.batchSize=normal(8,64)',
      ],
      2,
      /normal\(8,64\): expected uniform, loguniform, randint/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--random', '3', '--grid', 'training.batchSize=16,32'],
      2,
      /nIter: expected at most 2/,
    ],
    [
      [
        ...['sweep', 'source-b-cnn-grouped'],
        ...['--grid', 'training.batchSize=16', '--grid', 'training.batchSize=32'],
      ],
      2,
      /training\.batchSize is named twice/,
    ],
    [['sweep', 'source-b-cnn-grouped', '--space', 'none.json'], 2, /none\.json cannot be read/],
    [
      ['sweep', 'source-b-cnn-grouped', '--space', file('space.json', '{')],
      2,
      /space\.json is not JSON .*expected \{"grid"/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--space', file('list.json', '[1]')],
      2,
      /space: expected grid, or distributions and nIter, received \[1\]/,
    ],
    [
      [
        ...['sweep', 'source-b-cnn-grouped', '--space', 's.json'],
        ...['--grid', 'training.batchSize=16'],
      ],
      2,
      /--space holds all that is tried/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'training.epochs=1', '--metric', 'f1'],
      2,
      /Allowed choices are balancedAccuracy, accuracy/,
    ],
    [
      ['sweep', 'source-d-cnn-grouped', '--grid', 'training.epochs=1'],
      2,
      /source-d-cnn-grouped is not run on data of this kind \(ham10000\).*Give its data with --data/,
    ],
    [
      ['sweep', 'source-b-cnn-grouped', '--grid', 'training.epochs=1', '--data', 'nowhere'],
      1,
      /DatasetError: .*nowhere/,
    ],
    [['seeds', 'source-b-cnn'], 2, /required option '--seeds <list>' not specified/],
    [['seeds', 'source-b-cnn', '--seeds', '5'], 2, /two different seeds or more/],
    [['seeds', 'source-b-cnn', '--seeds', '5,5'], 2, /two different seeds or more/],
    [['seeds', 'source-b-cnn', '--seeds', '5-4'], 2, /two different seeds or more/],
    [['seeds', 'source-b-cnn', '--seeds', '1,a'], 2, /such as 42,43,44 or 42-46/],
    [['seeds', 'source-b-cnn', '--seeds', '1-2', '--seed', '5'], 2, /unknown option '--seed'/],
    [['preprocess', '--size', '0'], 2, /whole number from 1 to 512/],
    [['preprocess', '--test-size', '1'], 2, /number between 0 and 1/],
    [['preprocess', '--split', 'patient'], 2, /Allowed choices are lesion, image/],
    [
      ['preprocess', '--test-size', '0.5', '--validation-size', '0.5'],
      2,
      /ArgumentError: .*expected a sum below 1/,
    ],
    [
      ['preprocess', '--out', 'nowhere/t.csv'],
      1,
      /DatasetError: nowhere\/t\.csv cannot be written/,
    ],
    [['preprocess', '--data', folder('notable', HEADER + ROW)], 1, /ImageError: .*ISIC_0000001/],
  ];

  for (const [args, exitCode, message] of table) {
    const typed = args.join(' ').replaceAll(`${scratch}/`, '');
    test(`dermlab ${typed}: exit ${exitCode}`, () => {
      const { status, stderr, stdout } = dermlab(args);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stdout).toBe('');
      expect(status).toBe(exitCode);
    });
  }

  test('DERMLAB_DATA is what --data is', () => {
    const { status, stderr } = dermlab(['reproduce'], { DERMLAB_DATA: 'nowhere' });
    expect(stderr).toMatch(/DatasetError: .*nowhere/);
    expect(status).toBe(1);
  });
});

describe('help', () => {
  for (const args of [
    ['--help'],
    ['reproduce', '--help'],
    ['preprocess', '--help'],
    ['doctor', '--help'],
  ]) {
    test(`dermlab ${args.join(' ')} is fine`, () => {
      const { status, stdout } = dermlab(args);
      expect(stdout).toMatch(/Usage: dermlab/);
      expect(status).toBe(0);
    });
  }
});
