import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DownloadServer, serve, startDownloadServer } from '../datasets/download-server.js';
import { zipBytes } from '../datasets/zip-bytes.js';
import { DERMLAB } from '../support/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'download-command-'));
const run = promisify(execFile);

let server: DownloadServer;
beforeEach(async () => {
  server = await startDownloadServer();
});
afterEach(() => {
  server.close();
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function download(...args: readonly string[]) {
  const env = { ...process.env, KAGGLE_CONFIG_DIR: scratch, KAGGLE_USERNAME: '', KAGGLE_KEY: '' };
  const all = [DERMLAB, 'download', ...args, '--mirror', server.origin];
  return run(process.execPath, all, { cwd: scratch, env });
}

async function failure(...args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const error: unknown = await download(...args).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  return error as { code: number; stderr: string };
}

describe('dermlab download', () => {
  test('says where files end and under which licence, and leaves standard output to JSON', async () => {
    const zip = zipBytes([{ name: 'ISIC_0000000.jpg', data: Buffer.from('x') }]);
    server.answer = (request, response) => {
      serve(request.url?.endsWith('.zip') ? zip : Buffer.from('image\n'))(request, response);
    };
    const { stdout, stderr } = await download('isic2019', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      folder: 'data/downloads/isic2019',
      licence: expect.stringMatching(/^CC BY-NC 4\.0/) as string,
      files: [{}, {}, { name: 'ISIC_2019_Training_Input.zip', path: 'ISIC_2019_Training_Input' }],
    });
    expect(stderr).toMatch(/Licence: CC BY-NC 4\.0 \(with attribution, not for commercial use\)/);
    const folder = join(scratch, 'data/downloads/isic2019/ISIC_2019_Training_Input');
    expect(readdirSync(folder)).toEqual(['ISIC_0000000.jpg']);
  });

  test('exits with 1 and no stack trace where the publisher has no such file', async () => {
    server.answer = (_request, response) => void response.writeHead(404).end();
    const { code, stderr } = await failure('ham10000', '--out', 'ham');
    expect(code).toBe(1);
    expect(stderr).toMatch(/DownloadError: .* answers 404, there is no such file/);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  test('asks no one with a kaggle.json that others may read', async () => {
    const json = '{"username": "someone", "key": "secret"}';
    writeFileSync(join(scratch, 'kaggle.json'), json, { mode: 0o644 });
    const { code, stderr } = await failure('ham10000', '--from', 'kaggle');
    expect(code).toBe(2);
    expect(stderr).toMatch(/has mode 0644, .* Run: chmod 600/);
    expect(server.requests).toHaveLength(0);
  });
});
