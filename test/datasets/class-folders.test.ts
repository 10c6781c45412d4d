import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DatasetError } from '../../lib/src/core/index.js';
import { type ClassFolders, loadClassFolders } from '../../lib/src/datasets/index.js';
import { kerasValidationSplit } from '../../lib/src/random/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

interface Fixture {
  readonly files: readonly string[];
  readonly classes: readonly string[];
  readonly order: readonly string[];
  readonly splits: readonly {
    readonly validationSplit: number;
    readonly seed: number;
    readonly training: readonly string[];
    readonly validation: readonly string[];
  }[];
}

const scratch = mkdtempSync(join(tmpdir(), 'class-folders-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

let made = 0;
function folder(files: readonly string[]): string {
  const root = join(scratch, `data-${made++}`);
  mkdirSync(root);
  for (const [index, name] of files.entries()) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), `content ${index}`);
  }
  return root;
}

const HONEST = [
  'Train/mel/a.jpg',
  'Train/nv/b.jpg',
  'Train/nv/c.png',
  'Test/mel/d.jpg',
  'Test/nv/e.jpg',
];

async function refusal(path: string, lesions?: string): Promise<string> {
  const options = lesions === undefined ? { path } : { path, lesions };
  const error: unknown = await loadClassFolders(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatasetError);
  return (error as DatasetError).message;
}

const ids = ({ rows }: ClassFolders) => rows.map(({ image_id: id }) => id);

describe('beside Keras’s image_dataset_from_directory', () => {
  const { files, classes, order, splits } = readFixture<Fixture>('class_folders');
  const root = folder(files);

  test('classes and files come in the same order', async () => {
    const dataset = await loadClassFolders({ path: root });
    expect(dataset.classes).toEqual(classes);
    expect(ids(dataset)).toEqual(order);
  });

  test.each(splits)(
    'share $validationSplit, seed $seed: the same files on each side, in the same order',
    async ({ validationSplit, seed, training, validation }) => {
      const all = ids(await loadClassFolders({ path: root }));
      const { train, test: held } = kerasValidationSplit(all.length, validationSplit, seed);
      expect(Array.from(train, (row) => all[row])).toEqual(training);
      expect(Array.from(held, (row) => all[row])).toEqual(validation);
    },
  );

  testRegeneration('class_folders', { relative: 1e-5 });
});

describe('Train and Test', () => {
  test('are the sides of their images, in any spelling', async () => {
    const { rows, classes } = await loadClassFolders({
      path: folder(HONEST.map((name) => name.replace('Train', 'train').replace('Test', 'TEST'))),
    });
    expect(classes).toEqual(['mel', 'nv']);
    expect(rows.map(({ dx, split }) => `${dx} ${split ?? ''}`)).toEqual([
      'mel train',
      'nv train',
      'nv train',
      'mel test',
      'nv test',
    ]);
  });

  test('may have a Validation between them', async () => {
    const path = folder([...HONEST, 'validation/mel/v.jpg', 'validation/nv/w.jpg']);
    const { rows } = await loadClassFolders({ path });
    expect(rows.map(({ split }) => split).slice(3, 5)).toEqual(['validation', 'validation']);
  });

  test('may be left out: class folders alone put images on no side', async () => {
    const { rows } = await loadClassFolders({ path: folder(['mel/a.jpg', 'nv/b.jpg']) });
    expect(rows.map(({ split }) => split)).toEqual([undefined, undefined]);
  });

  test('must have the same classes', async () => {
    expect(await refusal(folder([...HONEST, 'Test/vasc/f.jpg']))).toMatch(
      /Test has vasc besides, expected the class folders of .*Train/,
    );
    expect(await refusal(folder(HONEST.filter((name) => name !== 'Test/mel/d.jpg')))).toMatch(
      /Test lacks mel, expected the class folders of .*Train/,
    );
  });

  test('must not be there twice, nor Test alone', async () => {
    expect(await refusal(folder([...HONEST, 'train/mel/x.jpg']))).toMatch(/holds Train and train/);
    expect(await refusal(folder(['Test/mel/a.jpg']))).toMatch(/holds Test and no Train/);
  });
});

describe('what is out of place', () => {
  test('hidden files and files that are no images are skipped aloud', async () => {
    const path = folder([
      ...HONEST,
      'Train/.DS_Store',
      'Train/nv/._b.jpg',
      'Train/nv/notes.txt',
      'Test/readme.md',
      'models/x/y.h5',
    ]);
    const { rows, notices } = await loadClassFolders({ path });
    expect(rows).toHaveLength(5);
    expect(notices).toEqual([
      '2 hidden files skipped: Train/.DS_Store, Train/nv/._b.jpg.',
      '2 files skipped that are no JPEG, PNG, GIF, WebP or TIFF: Train/nv/notes.txt, Test/readme.md.',
      '1 folders beside Train and Test skipped: models.',
    ]);
  });

  test('a class without an image is an error', async () => {
    const path = folder([...HONEST, 'Train/vasc/notes.txt', 'Test/vasc/a.jpg']);
    expect(await refusal(path)).toMatch(/Train\/vasc holds no image, expected at least one/);
  });

  test('a folder without class folders is an error', async () => {
    expect(await refusal(folder(['a.jpg']))).toMatch(/holds no class folder/);
    expect(await refusal(join(scratch, 'nowhere'))).toMatch(/nowhere cannot be listed \(ENOENT/);
  });

  test('a link that leads out is refused; one that stays inside is not', async () => {
    const path = folder(HONEST);
    symlinkSync(join(path, 'Train/nv/b.jpg'), join(path, 'Train/nv/inside.jpg'));
    expect((await loadClassFolders({ path })).rows).toHaveLength(6);
    symlinkSync('/etc/hostname', join(path, 'Train/nv/outside.jpg'));
    expect(await refusal(path)).toMatch(/Train\/nv\/outside\.jpg is a link to \/etc\/hostname/);
  });

  test('a class folder that is a link out is refused', async () => {
    const path = folder(HONEST);
    symlinkSync('/etc', join(path, 'Train/vasc'));
    expect(await refusal(path)).toMatch(/Train\/vasc is a link to \/etc/);
  });

  test('the same file in Train and Test is announced', async () => {
    const path = folder(HONEST);
    writeFileSync(join(path, 'Test/nv/copy.jpg'), 'content 0');
    expect((await loadClassFolders({ path })).notices).toEqual([
      expect.stringMatching(/^1 files .* byte for byte, e\.g\. Test\/nv\/copy\.jpg/),
    ]);
  });
});

describe('lesions', () => {
  const files = [
    'Train/mel/ISIC_1.jpg',
    'Train/mel/ISIC_1_augmented_0003.jpg',
    'Train/nv/ISIC_2.jpg',
  ];

  test('are the images themselves, copies with the image they are made from', async () => {
    const { rows } = await loadClassFolders({ path: folder(files) });
    expect(rows.map(({ lesion_id: lesion, isAugmented }) => [lesion, isAugmented])).toEqual([
      ['ISIC_1', false],
      ['ISIC_1', true],
      ['ISIC_2', false],
    ]);
  });

  test('come from a list where one is given', async () => {
    const lesions = join(scratch, 'lesions.csv');
    writeFileSync(lesions, 'lesion_id,image_id,dx\nHAM_7,ISIC_1,mel\nHAM_7,ISIC_2,nv\n');
    const { rows } = await loadClassFolders({ path: folder(files), lesions });
    expect(rows.map(({ lesion_id: lesion }) => lesion)).toEqual(['HAM_7', 'HAM_7', 'HAM_7']);
  });

  test('come from lesions.csv in the folder, too', async () => {
    const path = folder(files);
    writeFileSync(join(path, 'lesions.csv'), 'image_id,lesion_id\nISIC_1,HAM_1\nISIC_2,HAM_2\n');
    const { rows } = await loadClassFolders({ path });
    expect(rows.map(({ lesion_id: lesion }) => lesion)).toEqual(['HAM_1', 'HAM_1', 'HAM_2']);
  });

  test('must all be in the list', async () => {
    const lesions = join(scratch, 'short.csv');
    writeFileSync(lesions, 'lesion_id,image_id\nHAM_7,ISIC_1\n');
    expect(await refusal(folder(files), lesions)).toMatch(/short\.csv does not list image ISIC_2/);
  });
});

test('the digest changes with content, name and lesion', async () => {
  const path = folder(HONEST);
  const before = (await loadClassFolders({ path })).sha256;
  expect((await loadClassFolders({ path })).sha256).toBe(before);
  writeFileSync(join(path, 'Test/nv/e.jpg'), 'changed');
  expect((await loadClassFolders({ path })).sha256).not.toBe(before);
});

test('only images of the rows are read', async () => {
  const dataset = await loadClassFolders({ path: folder(HONEST) });
  expect((await dataset.readImage('Train/mel/a.jpg')).toString()).toBe('content 0');
  await expect(dataset.readImage('../../etc/passwd')).rejects.toThrow(/has no image/);
});
