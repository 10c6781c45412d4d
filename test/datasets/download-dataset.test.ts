import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DermlabError } from '../../lib/src/core/index.js';
import {
  type DownloadDatasetOptions,
  downloadDataset,
  PUBLISHED_DATASETS,
  type PublishedDataset,
  readKaggleCredentials,
} from '../../lib/src/datasets/index.js';
import { breakOff, type DownloadServer, serve, startDownloadServer } from './download-server.js';
import { zipBytes } from './zip-bytes.js';

const root = mkdtempSync(join(tmpdir(), 'download-dataset-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const metadata = Buffer.from('lesion_id,image_id\n');
const part1 = zipBytes([{ name: 'ISIC_0024306.jpg', data: Buffer.from('first') }]);
const part2 = zipBytes([
  { name: 'HAM10000_images_part_2/ISIC_0029306.jpg', data: Buffer.from('second') },
  { name: '__MACOSX/HAM10000_images_part_2/._ISIC_0029306.jpg', data: Buffer.from('dust') },
  { name: 'HAM10000_images_part_2/.DS_Store', data: Buffer.from('dust') },
]);

/** What Harvard Dataverse answers, in the parts that matter. */
const listing = {
  status: 'OK',
  data: [
    dataFile(3172585, 'HAM10000_images_part_1.zip', part1),
    dataFile(3172584, 'HAM10000_images_part_2.zip', part2),
    {
      label: 'HAM10000_metadata.tab',
      dataFile: {
        id: 4338392,
        filename: 'HAM10000_metadata.tab',
        filesize: 7,
        md5: 'that of neither',
        originalFileFormat: 'text/csv',
        originalFileName: 'HAM10000_metadata.csv',
      },
    },
    dataFile(3838943, 'HAM10000_segmentations_lesion_tschandl.zip', Buffer.alloc(10)),
  ],
};

function dataFile(id: number, filename: string, content: Buffer) {
  const md5 = createHash('md5').update(content).digest('hex');
  return { label: filename, dataFile: { id, filename, filesize: content.length, md5 } };
}

const contents: Record<string, Buffer> = {
  '/api/datasets/:persistentId/versions/:latest-published/files?persistentId=doi:10.7910/DVN/DBW86T':
    Buffer.from(JSON.stringify(listing)),
  '/api/access/datafile/3172585': part1,
  '/api/access/datafile/3172584': part2,
  '/api/access/datafile/4338392?format=original': metadata,
  '/2019/ISIC_2019_Training_GroundTruth.csv': Buffer.from('image,MEL\n'),
  '/2019/ISIC_2019_Training_Metadata.csv': Buffer.from('image,age_approx\n'),
  '/2019/ISIC_2019_Training_Input.zip': zipBytes([
    { name: 'ISIC_2019_Training_Input/ISIC_0000000.jpg', data: Buffer.from('third') },
  ]),
  '/api/v1/datasets/download/kmader/skin-cancer-mnist-ham10000': part2,
};

/** Another listing, and another first part. */
function publish(newListing: unknown, newPart1: Buffer): void {
  const whole = server.answer;
  server.answer = (request, response) => {
    if (request.url?.includes('/datasets/')) {
      serve(Buffer.from(JSON.stringify(newListing)))(request, response);
    } else if (request.url?.endsWith('3172585')) serve(newPart1)(request, response);
    else whole(request, response);
  };
}

let server: DownloadServer;
let folder: string;
let made = 0;
beforeEach(async () => {
  folder = join(root, `out-${made++}`);
  server = await startDownloadServer();
  server.answer = (request, response) => {
    const content = contents[request.url ?? ''];
    if (content) serve(content)(request, response);
    else response.writeHead(404).end();
  };
});
afterEach(() => {
  server.close();
});

const dataverse = PUBLISHED_DATASETS.ham10000.dataverse!;
const kaggle = PUBLISHED_DATASETS.ham10000.kaggle!;
const isic = PUBLISHED_DATASETS.isic2019.isic!;

function download(dataset: PublishedDataset, options: Partial<DownloadDatasetOptions> = {}) {
  return downloadDataset({ dataset, folder, mirror: server.origin, retryDelayMs: 1, ...options });
}

async function refusal(
  dataset: PublishedDataset,
  options: Partial<DownloadDatasetOptions> = {},
): Promise<string> {
  const error: unknown = await download(dataset, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DermlabError);
  return (error as DermlabError).message;
}

describe('HAM10000 from Dataverse', () => {
  test('ends as the folder that --data takes, without dust', async () => {
    await download(dataverse);
    expect(readdirSync(folder).sort()).toEqual([
      'HAM10000_images_part_1',
      'HAM10000_images_part_2',
      'HAM10000_metadata.csv',
      'download.json',
    ]);
    expect(readFileSync(join(folder, 'HAM10000_metadata.csv'))).toEqual(metadata);
    expect(readdirSync(join(folder, 'HAM10000_images_part_1'))).toEqual(['ISIC_0024306.jpg']);
    expect(readdirSync(join(folder, 'HAM10000_images_part_2'))).toEqual(['ISIC_0029306.jpg']);
  });

  test('says what it has, with checksum and licence', async () => {
    const files = await download(dataverse);
    expect(files[1]).toEqual({
      name: 'HAM10000_images_part_1.zip',
      sizeBytes: part1.length,
      md5: createHash('md5').update(part1).digest('hex'),
      path: 'HAM10000_images_part_1',
    });
    const record: unknown = JSON.parse(readFileSync(join(folder, 'download.json'), 'utf8'));
    expect(record).toMatchObject({ licence: dataverse.licence, files });
  });

  test('is asked only for what is not there yet', async () => {
    await download(dataverse);
    rmSync(join(folder, 'HAM10000_images_part_2'), { recursive: true });
    server.requests.length = 0;
    await download(dataverse);
    expect(server.requests.map(({ url }) => url?.split('?')[0])).toEqual([
      '/api/datasets/:persistentId/versions/:latest-published/files',
      '/api/access/datafile/3172584',
    ]);
    expect(existsSync(join(folder, 'HAM10000_images_part_2', 'ISIC_0029306.jpg'))).toBe(true);
  });

  test('keeps what it has when a later file breaks off, and goes on from there', async () => {
    const whole = server.answer;
    server.answer = (request, response) => {
      if (request.url?.endsWith('3172584')) breakOff(part2, 40)(request, response);
      else whole(request, response);
    };
    expect(await refusal(dataverse, { retries: 0 })).toMatch(/3172584 breaks off/);
    server.answer = whole;
    server.requests.length = 0;
    await download(dataverse);
    expect(server.requests.at(-1)?.headers.range).toBe('bytes=40-');
    expect(server.requests).toHaveLength(2);
  });

  test('is downloaded again, in place of the old, where the publisher has another version', async () => {
    await download(dataverse);
    const newer = zipBytes([{ name: 'ISIC_0099999.jpg', data: Buffer.from('newer') }]);
    const entry = dataFile(3172585, 'HAM10000_images_part_1.zip', newer);
    publish({ ...listing, data: [entry, ...listing.data.slice(1)] }, newer);
    const files = await download(dataverse);
    expect(readdirSync(join(folder, 'HAM10000_images_part_1'))).toEqual(['ISIC_0099999.jpg']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.zip'))).toEqual([]);
    expect(files.map(({ name }) => name).sort()).toEqual([
      'HAM10000_images_part_1.zip',
      'HAM10000_images_part_2.zip',
      'HAM10000_metadata.csv',
    ]);
    expect(files.find(({ path }) => path === 'HAM10000_images_part_1')?.md5).toBe(
      createHash('md5').update(newer).digest('hex'),
    );
  });

  test('unzips again what was not noted as done, such as by a call that was killed', async () => {
    await download(dataverse);
    const record = join(folder, 'download.json');
    const noted = JSON.parse(readFileSync(record, 'utf8')) as { files: { path: string }[] };
    const files = noted.files.filter(({ path }) => path !== 'HAM10000_images_part_1');
    const unzipping = 'HAM10000_images_part_1';
    writeFileSync(record, JSON.stringify({ ...noted, files, unzipping }));
    rmSync(join(folder, 'HAM10000_images_part_1', 'ISIC_0024306.jpg'));
    await download(dataverse);
    expect(readdirSync(join(folder, 'HAM10000_images_part_1'))).toEqual(['ISIC_0024306.jpg']);
    expect(readFileSync(record, 'utf8')).not.toContain('unzipping');
  });

  test('leaves a folder alone that it has not made', async () => {
    const own = join(folder, 'HAM10000_images_part_1');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'mine.jpg'), 'mine');
    expect(await refusal(dataverse)).toMatch(/part_1 is there already, .* Move it away/);
    expect(readdirSync(own)).toEqual(['mine.jpg']);
  });

  test('does not ask for disk space that its files take already', async () => {
    const { bavail, bsize } = statfsSync(root);
    const sizeBytes = Math.floor(1.2 * bavail * bsize);
    const file = { name: 'large.csv', url: `${server.origin}/large.csv`, sizeBytes };
    const large = { ...dataverse, isUnzipped: false, files: () => Promise.resolve([file]) };
    expect(await refusal(large)).toMatch(/Free some space/);
    const partial = join(folder, 'large.csv.partial');
    writeFileSync(partial, '');
    truncateSync(partial, sizeBytes - 10);
    expect(await refusal(large, { retries: 0 })).not.toMatch(/Free some space/);
  });

  test('is refused where a checksum is another than the published one', async () => {
    const whole = server.answer;
    server.answer = (request, response) => {
      const changed = Buffer.from(part1.map((byte, index) => (index === 40 ? byte ^ 1 : byte)));
      if (request.url?.endsWith('3172585')) serve(changed)(request, response);
      else whole(request, response);
    };
    expect(await refusal(dataverse)).toMatch(/another md5 checksum than the published one/);
    expect(existsSync(join(folder, 'HAM10000_images_part_1'))).toBe(false);
  });

  test('is refused where the answer is no list of files', async () => {
    server.answer = serve(Buffer.from('<html>maintenance</html>'));
    expect(await refusal(dataverse)).toMatch(/did not answer with a list of files/);
  });

  test('is refused where a file is no longer listed', async () => {
    server.answer = serve(Buffer.from(JSON.stringify({ data: listing.data.slice(0, 2) })));
    expect(await refusal(dataverse)).toMatch(/does not list HAM10000_metadata\.csv among the 2/);
  });

  test('waits as long as a busy server asks for', async () => {
    const whole = server.answer;
    server.answer = (request, response) => {
      if (server.requests.length === 1) response.writeHead(429, { 'retry-after': '0' }).end();
      else whole(request, response);
    };
    expect(await download(dataverse)).toHaveLength(3);
  });
});

describe('ISIC 2019', () => {
  test('comes from the challenge’s own addresses, and is unzipped', async () => {
    const files = await download(isic);
    expect(files.map(({ path }) => path)).toEqual([
      'ISIC_2019_Training_GroundTruth.csv',
      'ISIC_2019_Training_Metadata.csv',
      'ISIC_2019_Training_Input',
    ]);
    expect(readdirSync(join(folder, 'ISIC_2019_Training_Input'))).toEqual(['ISIC_0000000.jpg']);
  });

  test('is refused, with its zip kept, where an entry leads out of its folder', async () => {
    const hostile = zipBytes([{ name: '../escaped.txt', data: Buffer.from('x') }]);
    const whole = server.answer;
    server.answer = (request, response) => {
      if (request.url?.endsWith('.zip')) serve(hostile)(request, response);
      else whole(request, response);
    };
    expect(await refusal(isic)).toMatch(
      /ISIC_2019_Training_Input\.zip.*(\.\.|relative).* Delete .*\.zip, and the same command/,
    );
    expect(existsSync(join(root, 'escaped.txt'))).toBe(false);
    expect(readdirSync(folder)).not.toContain('ISIC_2019_Training_Input.unzipping');
  });
});

describe('Kaggle', () => {
  const credentials = { username: 'someone', key: 'secret' };

  test('is told who asks, and its zip stays as --data takes it', async () => {
    const files = await download(kaggle, { kaggle: credentials });
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('someone:secret').toString('base64')}`,
    );
    expect(files.map(({ path }) => path)).toEqual(['ham10000-kaggle.zip']);
    expect(readFileSync(join(folder, 'ham10000-kaggle.zip'))).toEqual(part2);
  });

  test('that does not know the key answers 401', async () => {
    server.answer = (_request, response) => void response.writeHead(401).end();
    const message = await refusal(kaggle, { kaggle: credentials });
    expect(message).toMatch(/answers 401, not signed in\. Check the credentials/);
    expect(message).not.toMatch('secret');
  });
});

describe('kaggle.json', () => {
  function write(text: string, mode: number): string {
    const home = mkdtempSync(join(root, 'kaggle-'));
    writeFileSync(join(home, 'kaggle.json'), text, { mode });
    return home;
  }
  const json = '{"username": "someone", "key": "secret"}';

  test('is read where KAGGLE_CONFIG_DIR says', async () => {
    const found = await readKaggleCredentials({ KAGGLE_CONFIG_DIR: write(json, 0o600) }, '/none');
    expect(found).toEqual({ username: 'someone', key: 'secret' });
  });

  test.each([0o644, 0o640, 0o604])('is refused with mode %o', async (mode) => {
    const home = write(json, mode);
    await expect(readKaggleCredentials({ KAGGLE_CONFIG_DIR: home }, '/none')).rejects.toThrow(
      /has mode 06\d\d, .*expected 0600\. Run: chmod 600/,
    );
  });

  test.each(['{"username": "someone"}', 'null', 'someone:secret'])(
    'is refused as %s',
    async (text) => {
      const home = write(text, 0o600);
      await expect(readKaggleCredentials({ KAGGLE_CONFIG_DIR: home }, '/none')).rejects.toThrow(
        /does not hold \{"username"/,
      );
    },
  );

  test('yields to KAGGLE_USERNAME and KAGGLE_KEY', async () => {
    const environment = { KAGGLE_USERNAME: 'a', KAGGLE_KEY: 'b', KAGGLE_CONFIG_DIR: '/none' };
    expect(await readKaggleCredentials(environment, '/none')).toEqual({ username: 'a', key: 'b' });
  });

  test('that is nowhere is named with where it belongs', async () => {
    await expect(readKaggleCredentials({}, '/none')).rejects.toThrow(
      /\/none\/\.kaggle or \/none\/\.config\/kaggle.*Create New Token/,
    );
  });
});
