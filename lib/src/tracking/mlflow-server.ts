import { ArgumentError } from '../core/index.js';
import { TrackingError } from './tracking-error.js';

/** Where runs are logged to, and as whom: the environment variables that MLflow itself reads. */
export interface MlflowEnvironment {
  /** Address of the server. */
  readonly MLFLOW_TRACKING_URI?: string | undefined;
  /** The experiment's name on the server; default `dermlab`. */
  readonly MLFLOW_EXPERIMENT_NAME?: string | undefined;
  /** User, for basic authentication. */
  readonly MLFLOW_TRACKING_USERNAME?: string | undefined;
  /** Password, for basic authentication. */
  readonly MLFLOW_TRACKING_PASSWORD?: string | undefined;
  /** Token, for bearer authentication; a user and password go before it. */
  readonly MLFLOW_TRACKING_TOKEN?: string | undefined;
}

/** A request whose headers are named one by one. */
type ApiRequest = Omit<RequestInit, 'headers'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** How long the server may take to answer. */
const TIMEOUT_MS = 30_000;
/** How long it may take to take a file. */
const FILE_TIMEOUT_MS = 600_000;

/** A server of MLflow's REST API, version 2.0. */
export class MlflowServer {
  /** Its address, without user and password. */
  readonly uri: string;
  /** The experiment's name on the server. */
  readonly experimentName: string;
  readonly #authorization: Readonly<Record<string, string>>;

  /**
   * Names the server; nothing is asked of it yet.
   *
   * @param environment - e.g. `process.env`
   * @throws ArgumentError where the address is not one of http or https
   */
  constructor(environment: MlflowEnvironment) {
    const { url, user, password } = parseUri(environment.MLFLOW_TRACKING_URI ?? '');
    this.uri = url;
    this.experimentName = withoutEmpty(environment).MLFLOW_EXPERIMENT_NAME ?? 'dermlab';
    this.#authorization = authorization({
      MLFLOW_TRACKING_USERNAME: user,
      MLFLOW_TRACKING_PASSWORD: password,
      ...withoutEmpty(environment),
    });
  }

  /**
   * Asks for something.
   *
   * @param endpoint - e.g. `experiments/get-by-name`
   * @param query - parameters of the address
   * @returns the answer
   * @throws TrackingError where the server is down or refuses
   */
  async get<T>(endpoint: string, query: Readonly<Record<string, string>>): Promise<T> {
    return this.#ask<T>(`mlflow/${endpoint}?${new URLSearchParams(query).toString()}`, {});
  }

  /**
   * Has something done.
   *
   * @param endpoint - e.g. `runs/create`
   * @param body - what JSON can hold
   * @returns the answer
   * @throws TrackingError where the server is down or refuses
   */
  async post<T>(endpoint: string, body: unknown): Promise<T> {
    return this.#ask<T>(`mlflow/${endpoint}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /**
   * Stores a file with the server, which hands it on to where it keeps artefacts.
   *
   * @param path - below the root of the artefacts, parts separated by `/`
   * @param content - the file
   * @throws TrackingError where the server is down or refuses
   */
  async putArtifact(path: string, content: Uint8Array): Promise<void> {
    const parts = path.split('/').map(encodeURIComponent).join('/');
    const body = content as Uint8Array<ArrayBuffer>;
    const headers = { 'content-type': 'application/octet-stream' };
    await this.#ask(`mlflow-artifacts/artifacts/${parts}`, { method: 'PUT', headers, body });
  }

  async #ask<T>(path: string, request: ApiRequest): Promise<T> {
    const timeoutMs = request.method === 'PUT' ? FILE_TIMEOUT_MS : TIMEOUT_MS;
    const answer = await this.#fetch(`${this.uri}/api/2.0/${path}`, {
      ...request,
      // Between two runs the server closes a connection, which a busy process sees too late.
      headers: { ...request.headers, ...this.#authorization, connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.ok) return parse(answer.text, this.uri) as T;
    const { error_code: code, message } = parseError(answer.text);
    throw new TrackingError(
      `${this.uri} answered ${answer.status} to ${path.replace(/\?.*/, '')}${message ? ` (${oneLine(message)})` : ''}${remedy(answer.status)}`,
      code,
    );
  }

  async #fetch(url: string, request: RequestInit) {
    try {
      const answer = await fetch(url, request);
      return { ok: answer.ok, status: answer.status, text: await answer.text() };
    } catch (error) {
      const { message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
      throw new TrackingError(
        `${this.uri} cannot be reached (${cause?.code ?? message}); start it, or mend MLFLOW_TRACKING_URI`,
      );
    }
  }
}

function parseUri(uri: string) {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ArgumentError(
      `MLFLOW_TRACKING_URI is "${withoutPassword(uri)}", expected the address of a server such as http://127.0.0.1:5000; "mlflow server" starts one.`,
    );
  }
  const { username, password, origin, pathname } = url;
  return {
    url: origin + pathname.replace(/\/+$/, ''),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//…@');
}

function withoutEmpty(environment: MlflowEnvironment): MlflowEnvironment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
}

// As MLflow's own client chooses.
function authorization({
  MLFLOW_TRACKING_USERNAME: user,
  MLFLOW_TRACKING_PASSWORD: password,
  MLFLOW_TRACKING_TOKEN: token,
}: MlflowEnvironment): Record<string, string> {
  if (user && password) {
    const credentials = Buffer.from(`${user}:${password}`).toString('base64');
    return { authorization: `Basic ${credentials}` };
  }
  return token ? { authorization: `Bearer ${token}` } : {};
}

function parse(text: string, uri: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new TrackingError(`${uri} answered something that is no JSON; is it an MLflow server?`);
  }
}

function parseError(text: string): { readonly error_code?: string; readonly message?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { error_code?: string; message?: string };
  } catch {
    return {};
  }
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function remedy(status: number): string {
  if (status !== 401 && status !== 403) return '';
  return '; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN';
}
