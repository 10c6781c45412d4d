import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_ZIP_LIMITS, openZip, type ZipLimits } from '../../lib/src/archives/index.js';
import { DatasetError } from '../../lib/src/core/index.js';
import { type ZipPart, zipBytes } from '../datasets/zip-bytes.js';

const folder = mkdtempSync(join(tmpdir(), 'open-zip-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
function write(bytes: Buffer): string {
  const path = join(folder, `archive-${made++}.zip`);
  writeFileSync(path, bytes);
  return path;
}

const data = Buffer.from('twelve bytes');
const MIB = 1024 ** 2;

async function refusal(bytes: Buffer, limits?: Partial<ZipLimits>): Promise<string> {
  const path = write(bytes);
  const error = await openZip(path, { ...DEFAULT_ZIP_LIMITS, ...limits }).then(
    (zip) => {
      zip.close();
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatasetError);
  const { message } = error as DatasetError;
  expect(message.startsWith(`${path}: `)).toBe(true);
  expect(message).toMatch(/expected .+\. (Do not use this archive|Get it again)/i);
  return message.slice(path.length + 2);
}

describe('an honest archive', () => {
  test('gives its files, stored and deflated, and leaves folders out', async () => {
    const parts: ZipPart[] = [
      { name: 'a/', mode: 0o040755 },
      { name: 'a/stored.txt', data },
      { name: 'a/deflated.txt', data: Buffer.alloc(5000, 'x'), method: 8 },
      { name: 'empty.txt' },
    ];
    const zip = await openZip(write(zipBytes(parts)));
    expect([...zip.entries.keys()]).toEqual(['a/stored.txt', 'a/deflated.txt', 'empty.txt']);
    expect(zip.entries.get('a/stored.txt')?.sizeBytes).toBe(12);
    expect(await zip.read('a/stored.txt')).toEqual(data);
    expect(await zip.read('a/deflated.txt')).toEqual(Buffer.alloc(5000, 'x'));
    expect(await zip.read('empty.txt')).toHaveLength(0);
    zip.close();
  });

  test('may hold the same content twice under names that differ in case, as Kaggle’s does', async () => {
    const zip = await openZip(
      write(
        zipBytes([
          { name: 'HAM/a.jpg', data },
          { name: 'ham/a.jpg', data },
        ]),
      ),
    );
    expect(zip.entries.size).toBe(2);
    zip.close();
  });

  test('names the entry that is not there', async () => {
    const zip = await openZip(write(zipBytes([{ name: 'a', data }])));
    await expect(zip.read('b')).rejects.toThrow(/: entry "b" is not there/);
    zip.close();
  });

  test('says that it is closed', async () => {
    const zip = await openZip(write(zipBytes([{ name: 'a', data }])));
    zip.close();
    await expect(zip.read('a')).rejects.toThrow(DatasetError);
  });
});

describe('is refused when opened:', () => {
  const overlapping = Array.from(
    { length: 5 },
    (_, i): ZipPart => ({
      name: `copy-${i}`,
      data: randomBytes(2000),
      statedCrc: 1,
      ...(i > 0 ? { sharesDataOf: 0 } : {}),
    }),
  );
  const zeros = Buffer.alloc(2 * MIB);

  test.each<[string, ZipPart[], RegExp, Partial<ZipLimits>?]>([
    ['an absolute path', [{ name: '/etc/passwd', data }], /^entry 1: absolute path: \/etc\/passwd/],
    ['a drive', [{ name: 'C:/a', data }], /absolute path: C:\/a/],
    ['a path out of the folder', [{ name: '../a', data }], /invalid relative path: \.\.\/a/],
    [
      'a path out of it further on',
      [{ name: 'a/../../b', data }],
      /invalid relative path: a\/\.\.\/\.\.\/b/,
    ],
    ['a backslash', [{ name: 'a\\..\\b', data }], /invalid characters in fileName: a\\\.\.\\b/],
    [
      'a link',
      [{ name: 'a', data, mode: 0o120777 }],
      /^entry "a" is a link or device, expected files and folders/,
    ],
    ['a device', [{ name: 'a', data, mode: 0o020666 }], /^entry "a" is a link or device/],
    ['a named pipe', [{ name: 'a', data, mode: 0o010666 }], /^entry "a" is a link or device/],
    [
      'a name twice',
      [
        { name: 'a', data },
        { name: 'a', data },
      ],
      /^entry "a" is there twice, expected each name once/,
    ],
    [
      'names that differ in case, with different content',
      [
        { name: 'x/A', data },
        { name: 'X/a', data: Buffer.from('other') },
      ],
      /^entry "X\/a" differs from "x\/A" in case and in content, expected one file a name/,
    ],
    [
      'an encrypted entry',
      [{ name: 'a', data: randomBytes(24), statedSize: 12, flags: 0x801 }],
      /^entry "a" is encrypted, expected plain entries/,
    ],
    [
      'strong encryption',
      [{ name: 'a', data, flags: 0x841 }],
      /strong encryption is not supported/,
    ],
    [
      'another packing method',
      [{ name: 'a', data, method: 12 }],
      /^entry "a" is packed with method 12, expected stored/,
    ],
    [
      'too many entries',
      [{ name: 'a' }, { name: 'b' }],
      /^2 entries, expected at most 1/,
      { maxEntries: 1 },
    ],
    [
      'an entry too big',
      [{ name: 'a', data }],
      /^entry "a" unpacks to 12 bytes, expected at most 11/,
      { maxEntryBytes: 11 },
    ],
    [
      'too much in all',
      [
        { name: 'a', data },
        { name: 'b', data },
      ],
      /^entry "b" and those before it unpack to 24 bytes, expected at most 20/,
      { maxTotalBytes: 20 },
    ],
    [
      'a bomb',
      [{ name: 'a', data: zeros, method: 8 }],
      /^entry "a" unpacks to \d{3,4} times its packed size, expected at most 200/,
    ],
    [
      'overlapping entries',
      overlapping,
      /^entry "copy-\d" and those before it claim more bytes than the archive has/,
    ],
    [
      'a stored entry of two sizes',
      [{ name: 'a', data, statedSize: 10 }],
      /^entry 1: .*size mismatch for stored file/,
    ],
  ])('%s', async (_, parts, why, limits) => {
    expect(await refusal(zipBytes(parts), limits)).toMatch(why);
  });

  const whole = zipBytes([
    { name: 'a', data },
    { name: 'b', data },
  ]);
  test.each<[string, Buffer, RegExp]>([
    ['a truncated archive', whole.subarray(0, -30), /end of central directory/i],
    ['an archive cut in the middle', whole.subarray(20), /invalid|signature|read/i],
    ['an empty file', Buffer.alloc(0), /end of central directory/i],
    ['no archive', Buffer.from('<html>404 not found</html>'), /end of central directory/i],
    [
      'a directory with fewer entries than stated',
      zipBytes([{ name: 'a', data }], 3),
      /^entry 2: unexpected EOF/,
    ],
  ])('%s', async (_, bytes, why) => {
    expect(await refusal(bytes)).toMatch(why);
  });
});

describe('is refused when read: an entry that', () => {
  const long = Buffer.alloc(5000, 'x');
  test.each<[string, ZipPart, RegExp]>([
    ['has another checksum', { name: 'a', data, statedCrc: 7 }, /its CRC-32 is not the stated one/],
    [
      'unpacks to more than stated',
      { name: 'a', data: long, method: 8, statedSize: 4000 },
      /too many bytes/,
    ],
    [
      'unpacks to less than stated',
      { name: 'a', data: long, method: 8, statedSize: 6000 },
      /not enough bytes/,
    ],
    ['is cut', { name: 'a', data: long, method: 8, statedPackedSize: 9 }, /unexpected end of file/],
  ])('%s', async (_, part, why) => {
    const path = write(zipBytes([part]));
    const zip = await openZip(path);
    const error: unknown = await zip.read('a').catch((reason: unknown) => reason);
    zip.close();
    expect(error).toBeInstanceOf(DatasetError);
    expect((error as Error).message).toMatch(why);
    expect((error as Error).message.startsWith(`${path}: entry "a": `)).toBe(true);
    expect((error as Error).message).toContain('Get it again from its source.');
  });
});
