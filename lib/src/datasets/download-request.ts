import { DownloadError } from '../core/index.js';
import { BrokenOff, failureText } from './broken-off.js';

const MOST_REDIRECTS = 10;
const REDIRECTS = [301, 302, 303, 307, 308];
const WORTH_ANOTHER_TRY = [408, 425, 429, 500, 502, 503, 504];
/** Answers that a reader of bytes handles itself: whole, part, and nothing left. */
const EXPECTED = [200, 206, 416];
const LONGEST_WAIT_MS = 10 * 60 * 1000;

/** One request for a file or a document. */
export interface DownloadRequest {
  /** Where it begins: https, or http to this machine. */
  readonly url: string;
  /** Headers for the first host alone, such as credentials. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers for each host, such as `range`. */
  readonly everywhere?: Readonly<Record<string, string>>;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
  /** What asks; `fetch` of Node. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Asks for a file, follows redirects, and turns a refusal into an error that says what to do.
 *
 * @param request - address and headers
 * @returns a response of status 200, 206 or 416; read or cancel its body
 * @throws DownloadError for an address that is not secure and for a refusal (401, 403, 404, …);
 * BrokenOff for what may go better another time (429, 5xx, no connection)
 * @remarks The caller's headers go to the host that was asked for and to no other. A redirect may
 * not leave https, nor lead to this machine from another one.
 */
export async function requestDownload(request: DownloadRequest): Promise<Response> {
  const first = secureUrl(request.url);
  let url = first;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const own = url.origin === first.origin ? request.headers : {};
    const response = await ask(url, { ...own, ...request.everywhere }, request);
    if (!REDIRECTS.includes(response.status)) return accepted(response, url);
    await response.body?.cancel();
    url = redirectTarget(response, url);
  }
  throw new DownloadError(
    `${addressText(first)} redirects more than ${MOST_REDIRECTS} times. Check the address.`,
  );
}

/**
 * An address without what may be secret in it.
 *
 * @param url - the address
 * @returns scheme, host and path; no query, which signs redirects of cloud storage
 */
export function addressText(url: URL | string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  request: DownloadRequest,
): Promise<Response> {
  try {
    return await (request.fetch ?? fetch)(url, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      ...(request.signal ? { signal: request.signal } : {}),
    });
  } catch (cause) {
    request.signal?.throwIfAborted();
    throw new BrokenOff(`cannot be reached (${failureText(cause)})`, { cause });
  }
}

async function accepted(response: Response, url: URL): Promise<Response> {
  if (EXPECTED.includes(response.status)) return response;
  await response.body?.cancel();
  const { status } = response;
  if (WORTH_ANOTHER_TRY.includes(status)) {
    throw new BrokenOff(`answers ${status}`, { status, retryAfterMs: retryAfterMs(response) });
  }
  throw new DownloadError(`${addressText(url)} answers ${status}, ${refusal(status)}`, { status });
}

function refusal(status: number): string {
  if (status === 401) return 'not signed in. Check the credentials.';
  if (status === 403)
    return 'not allowed. Accept the terms of the data on its page, or check the credentials.';
  if (status === 404 || status === 410)
    return 'there is no such file. Check the address; the publisher may have moved it.';
  return 'expected 200 or 206. Check the address, or try again later.';
}

/** Seconds, or a date; RFC 9110, section 10.2.3. */
function retryAfterMs(response: Response): number {
  const text = response.headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : 0;
}

function redirectTarget(response: Response, from: URL): URL {
  const location = response.headers.get('location');
  if (location === null || !URL.canParse(location, from.href)) {
    throw new DownloadError(
      `${addressText(from)} answers ${response.status} without an address to go on to. Try again later.`,
      { status: response.status },
    );
  }
  const to = secureUrl(new URL(location, from).href);
  if (isLoopback(to) && !isLoopback(from)) {
    throw new DownloadError(
      `${addressText(from)} redirects to ${to.host}, this machine itself. Do not use this address.`,
    );
  }
  return to;
}

function secureUrl(text: string): URL {
  if (!URL.canParse(text)) throw new DownloadError(`"${text}" is no address, expected https://…`);
  const url = new URL(text);
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (isSecure && url.username === '' && url.password === '') return url;
  const found = isSecure ? 'holds a user name or password' : 'is not secure';
  throw new DownloadError(
    `${addressText(url)} ${found}, expected https:// without credentials in the address (http:// only to this machine).`,
  );
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
