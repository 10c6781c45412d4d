import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine whose answers a test writes. */
export interface DownloadServer {
  readonly origin: string;
  /** Requests so far. */
  readonly requests: IncomingMessage[];
  answer: Answer;
  close(): void;
}

export async function startDownloadServer(): Promise<DownloadServer> {
  const requests: IncomingMessage[] = [];
  const state = {
    requests,
    answer: ((_request, response) => response.writeHead(500).end()) as Answer,
  };
  const server = createServer((request, response) => {
    requests.push(request);
    state.answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

/** Serves content with Range and If-Range, as S3 and Dataverse's storage do. */
export function serve(content: Buffer, etag = '"one"'): Answer {
  return (request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const isPart = start > 0 && (ifRange === undefined || ifRange === etag);
    const headers = { etag, 'content-length': content.length - (isPart ? start : 0) };
    if (isPart && start >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    const where = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(isPart ? 206 : 200, {
      ...headers,
      ...(isPart ? { 'content-range': where } : {}),
    });
    response.end(isPart ? content.subarray(start) : content);
  };
}

/** Announces all of the content, sends the first bytes, and hangs up. */
export function breakOff(content: Buffer, afterBytes: number, etag = '"one"'): Answer {
  return (_request, response) => {
    response.writeHead(200, { etag, 'content-length': content.length });
    response.write(content.subarray(0, afterBytes), () => {
      // What has not been read by then is lost.
      setTimeout(() => response.destroy(), 250);
    });
  };
}
