import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { MlflowServer } from '../../lib/src/tracking/index.js';

/** Asks a made-up server that gives one answer, and tells what it was asked. */
async function ask(
  environment: NodeJS.ProcessEnv,
  answer: { readonly status?: number; readonly text?: string } = {},
) {
  let request: IncomingMessage | undefined;
  const { status = 200, text = '{}' } = answer;
  const http = createServer((incoming, response) => {
    request = incoming;
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const uri = (environment['MLFLOW_TRACKING_URI'] ?? 'http://HOST').replace('HOST', address);
  try {
    const server = new MlflowServer({ ...environment, MLFLOW_TRACKING_URI: uri });
    const result = await server.post('runs/create', {}).catch((error: unknown) => String(error));
    return { result, request: request!, uri: server.uri };
  } finally {
    http.close();
  }
}

describe('MlflowServer', () => {
  const basic = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
  const user = { MLFLOW_TRACKING_USERNAME: 'user', MLFLOW_TRACKING_PASSWORD: 'pass word' };
  const token = { MLFLOW_TRACKING_TOKEN: 'abc' };

  test.each([
    ['nobody', {}, undefined],
    ['a token', token, 'Bearer abc'],
    ['user and password', user, basic],
    ['both, as MLflow’s own client does', { ...token, ...user }, basic],
    ['those of the address', { MLFLOW_TRACKING_URI: 'http://user:pass%20word@HOST/' }, basic],
  ])('authenticates as %s', async (_, environment, header) => {
    const { request, uri } = await ask(environment);
    expect(request.headers.authorization).toBe(header);
    expect(uri).not.toContain('pass');
  });

  test('keeps the path of an address', async () => {
    const { request } = await ask({ MLFLOW_TRACKING_URI: 'http://HOST/behind/proxy/' });
    expect(request.url).toBe('/behind/proxy/api/2.0/mlflow/runs/create');
  });

  test.each([
    [401, '<h1>No</h1>', /answered 401 to mlflow\/runs\/create; set MLFLOW_TRACKING_USERNAME/],
    [400, '{"error_code":"BAD","message":"no\\n such"}', /answered 400 to .* \(no such\)$/],
    [500, 'null', /answered 500 to mlflow\/runs\/create$/],
    [200, '<html>', /something that is no JSON; is it an MLflow server/],
  ])('says what is wrong at %s %s', async (status, text, message) => {
    expect((await ask({}, { status, text })).result).toMatch(message);
  });

  test('takes no address but a server’s', () => {
    expect(() => new MlflowServer({ MLFLOW_TRACKING_URI: './mlruns' })).toThrow(
      /MLFLOW_TRACKING_URI is "\.\/mlruns", expected the address of a server/,
    );
  });
});
