import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DownloadError } from '../../lib/src/core/index.js';
import { type DownloadFileOptions, downloadFile } from '../../lib/src/datasets/index.js';
import { breakOff, type DownloadServer, serve, startDownloadServer } from './download-server.js';

const folder = mkdtempSync(join(tmpdir(), 'download-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const content = randomBytes(300_000);
const md5 = createHash('md5').update(content).digest('hex');
const sha256 = createHash('sha256').update(content).digest('hex');

let server: DownloadServer;
let path: string;
let made = 0;
beforeEach(async () => {
  server = await startDownloadServer();
  path = join(folder, `file-${made++}`, 'images.zip');
});
afterEach(() => {
  server.close();
});

function download(options: Partial<DownloadFileOptions> = {}) {
  return downloadFile({ url: `${server.origin}/file`, path, retryDelayMs: 1, ...options });
}

async function refusal(options: Partial<DownloadFileOptions> = {}): Promise<DownloadError> {
  const error: unknown = await download(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DownloadError);
  expect(existsSync(path)).toBe(false);
  return error as DownloadError;
}

/** Leaves a part behind, as a download that was killed does. */
async function leavePart(bytes: number): Promise<void> {
  server.answer = breakOff(content, bytes);
  await refusal({ retries: 0 });
  expect(readFileSync(`${path}.partial`)).toHaveLength(bytes);
  server.requests.length = 0;
}

describe('an honest server', () => {
  beforeEach(() => {
    server.answer = serve(content);
  });

  test('gives the file, and nothing stays beside it', async () => {
    const file = await download({ sizeBytes: content.length, checksum: { md5 } });
    expect(file).toEqual({ path, sizeBytes: content.length, wasThere: false });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(existsSync(`${path}.partial`) || existsSync(`${path}.partial.json`)).toBe(false);
  });

  test('is not asked again for a file that is there', async () => {
    await download();
    expect(await download({ checksum: { sha256 } })).toMatchObject({ wasThere: true });
    expect(server.requests).toHaveLength(1);
  });

  test('is asked again where the file there is another one', async () => {
    await download();
    writeFileSync(path, 'damaged');
    expect(await download({ checksum: { sha256 } })).toMatchObject({ wasThere: false });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('lets progress be told in bytes', async () => {
    const seen: number[] = [];
    await download({
      onProgress: ({ task, done, total }) => {
        expect([task, total]).toEqual(['downloading images.zip', content.length]);
        seen.push(done);
      },
    });
    expect(seen.at(-1)).toBe(content.length);
  });

  test('gives an empty file', async () => {
    server.answer = serve(Buffer.alloc(0));
    expect(await download()).toMatchObject({ sizeBytes: 0 });
    expect(readFileSync(path)).toHaveLength(0);
  });
});

describe('a download that was broken off', () => {
  test('goes on where it ended', async () => {
    await leavePart(100_000);
    server.answer = serve(content);
    await download({ checksum: { md5 } });
    expect(server.requests.map(({ headers }) => headers.range)).toEqual(['bytes=100000-']);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('goes on within one call, as long as each try brings something new', async () => {
    let upTo = 0;
    server.answer = (request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      upTo = Math.min(start + 60_000, content.length);
      response.writeHead(start === 0 ? 200 : 206, {
        etag: '"one"',
        'content-length': content.length - start,
        'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
      });
      response.write(content.subarray(start, upTo), () => {
        // What has not been read by then is lost, and the next try asks for it again.
        setTimeout(() => response.destroy(), 250);
      });
    };
    await download({ retries: 1 });
    expect(server.requests.length).toBeGreaterThanOrEqual(5);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('begins anew where the server ignores Range', async () => {
    await leavePart(100_000);
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': content.length }).end(content);
    };
    await download();
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('begins anew where the file has changed since', async () => {
    await leavePart(100_000);
    const changed = randomBytes(content.length);
    server.answer = serve(changed, '"two"');
    await download();
    expect(readFileSync(path).equals(changed)).toBe(true);
  });

  test('begins anew where the server gives another part than the one asked for', async () => {
    await leavePart(100_000);
    server.answer = (request, response) => {
      if (request.headers.range === undefined) {
        serve(content)(request, response);
        return;
      }
      response.writeHead(206, {
        'content-length': 10,
        'content-range': `bytes 5-14/${content.length}`,
      });
      response.end(content.subarray(5, 15));
    };
    await download();
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('is whole where only the end was missed', async () => {
    await leavePart(100_000);
    writeFileSync(`${path}.partial`, content);
    server.answer = serve(content);
    await download({ checksum: { sha256 } });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('begins anew where the part there was damaged', async () => {
    await leavePart(100_000);
    writeFileSync(`${path}.partial`, randomBytes(100_000));
    server.answer = serve(content);
    await download({ checksum: { sha256 } });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test('keeps its part when it is stopped, and ends with AbortError', async () => {
    const controller = new AbortController();
    server.answer = (_request, response) => {
      response.writeHead(200, { etag: '"one"', 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
    };
    const stopped = download({
      signal: controller.signal,
      onProgress: () => {
        setTimeout(() => {
          controller.abort();
        }, 50);
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(readFileSync(`${path}.partial`)).toHaveLength(50_000);
  });
});

describe('a server that does not give the file', () => {
  const refuse = (status: number) => () => {
    server.answer = (_request, response) => {
      response.writeHead(status).end('some page');
    };
  };

  test.each([
    [401, /\/file answers 401, not signed in\. Check the credentials/],
    [403, /answers 403, not allowed\. Accept the terms/],
    [404, /answers 404, there is no such file\. Check the address/],
    [418, /answers 418, expected 200 or 206/],
  ])('is asked once where it answers %i', async (status, message) => {
    refuse(status)();
    const error = await refusal();
    expect(error.message).toMatch(message);
    expect(error.status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test('is asked again after 503, and in the end named', async () => {
    refuse(503)();
    const error = await refusal({ retries: 2 });
    expect(error.message).toMatch(/answers 503, also when tried again\. Check the connection/);
    expect(server.requests).toHaveLength(3);
  });

  test('is given the time it asks for with 429', async () => {
    let firstAt = 0;
    let waitedMs = 0;
    server.answer = (request, response) => {
      if (server.requests.length === 1) {
        firstAt = performance.now();
        response.writeHead(429, { 'retry-after': '1' }).end();
        return;
      }
      waitedMs = performance.now() - firstAt;
      serve(content)(request, response);
    };
    await download();
    expect(waitedMs).toBeGreaterThan(990);
  });

  test('is named where it cannot be reached', async () => {
    server.close();
    const error = await refusal({ retries: 0 });
    expect(error.message).toMatch(/cannot be reached \(.*ECONNREFUSED.*\).*Check the connection/);
  });
});

describe('a server that lies', () => {
  test('about the length, promising more than it sends', async () => {
    server.answer = (request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      if (start > 0) response.writeHead(416).end();
      else breakOff(content, 1000)(request, response);
    };
    const error = await refusal({ retries: 1 });
    expect(error.message).toMatch(/(breaks off|another part).*also when tried again/);
  });

  test('about the length, against the published one', async () => {
    server.answer = serve(content);
    const error = await refusal({ sizeBytes: 299_999 });
    expect(error.message).toMatch(/has 300000 bytes or more, expected 299999/);
  });

  test('without end', async () => {
    server.answer = (_request, response) => {
      response.on('error', () => undefined);
      response.writeHead(200);
      const timer = setInterval(() => response.write(content), 1);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    const error = await refusal({ sizeBytes: 1_000_000 });
    expect(error.message).toMatch(/bytes or more, expected 1000000/);
  });

  test('about the content', async () => {
    server.answer = serve(randomBytes(content.length));
    const error = await refusal({ checksum: { md5 } });
    expect(error.message).toMatch(/another md5 checksum than the published one\. Nothing was kept/);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  test('about a length that no disk has', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 10 ** 15 });
      response.write('a');
    };
    const error = await refusal();
    expect(error.message).toMatch(/needs 1000\.0 TB and has .* free\. Free some space/);
  });
});

describe('credentials', () => {
  const headers = { authorization: 'Basic secret', 'x-dataverse-key': 'secret' };

  test('go to the host asked for, and along a redirect on it', async () => {
    server.answer = (request, response) => {
      if (request.url === '/file') {
        response.writeHead(302, { location: '/elsewhere?signature=s' }).end();
        return;
      }
      serve(content)(request, response);
    };
    await download({ headers });
    expect(server.requests.map((request) => request.headers['x-dataverse-key'])).toEqual([
      'secret',
      'secret',
    ]);
  });

  test('do not go along a redirect to another host', async () => {
    const other = await startDownloadServer();
    other.answer = serve(content);
    server.answer = (_request, response) => {
      response.writeHead(303, { location: `${other.origin}/file` }).end();
    };
    await download({ headers });
    other.close();
    const [request] = other.requests;
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers['x-dataverse-key']).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
  });
});

describe('an address', () => {
  test.each([
    ['http://example.com/a.zip', /example\.com\/a\.zip is not secure, expected https/],
    ['file:///etc/passwd', /is not secure/],
    ['https://name:word@example.com/a.zip', /holds a user name or password/],
    ['images.zip', /"images\.zip" is no address/],
  ])('is refused: %s', async (url, message) => {
    expect((await refusal({ url })).message).toMatch(message);
  });

  test('may not redirect from elsewhere to this machine', async () => {
    const fetch = () =>
      Promise.resolve(
        new Response(null, { status: 302, headers: { location: `${server.origin}/file` } }),
      );
    const error = await refusal({ url: 'https://example.com/a.zip', fetch });
    expect(error.message).toMatch(/redirects to 127\.0\.0\.1:\d+, this machine itself/);
  });

  test('may not redirect for ever', async () => {
    server.answer = (_request, response) => {
      response.writeHead(302, { location: '/file' }).end();
    };
    expect((await refusal()).message).toMatch(/redirects more than 10 times/);
  });

  test('is shown without its query, which may be a signature', async () => {
    server.answer = (_request, response) => void response.writeHead(404).end();
    expect((await refusal({ url: `${server.origin}/file?key=secret` })).message).not.toMatch(
      'secret',
    );
  });
});
