import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { PYTHON, ROOT } from '../support/paths.js';

/** A message of the iopub channel. */
export interface Output {
  readonly type: string;
  readonly content: {
    readonly [field: string]: unknown;
    readonly text?: string;
    readonly data?: Readonly<Record<string, unknown>>;
    readonly transient?: { readonly display_id?: string };
    readonly ename?: string;
    readonly evalue?: string;
    readonly traceback?: readonly string[];
  };
  readonly parent: string;
}

/** A cell that was run. */
export interface Cell {
  readonly reply: Readonly<Record<string, unknown>> & { readonly status: string };
  readonly outputs: readonly Output[];
}

interface Executed {
  readonly cells: readonly Cell[];
  readonly others: readonly Output[];
}

/** How cells are run. */
interface ExecuteOptions {
  /** Text whose appearance in the output presses the stop button. */
  readonly interrupt_at?: string;
  readonly allow_stdin?: boolean;
  readonly stop_on_error?: boolean;
}

/** A real Jupyter client, `jupyter_client`, with a kernel of its own. */
export class KernelClient {
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  private constructor(kernel: string, folder: string, env: NodeJS.ProcessEnv) {
    const script = fileURLToPath(new URL('client.py', import.meta.url));
    this.process = spawn(PYTHON, [script, kernel, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.answers = createInterface(this.process.stdout)[Symbol.asyncIterator]();
  }

  static async start(
    kernel = 'dermlab',
    folder = join(ROOT, 'notebooks'),
    env: NodeJS.ProcessEnv = {},
  ): Promise<KernelClient> {
    const client = new KernelClient(kernel, folder, env);
    await client.answer();
    return client;
  }

  /** Runs one cell. */
  async run(
    code: string,
    options: ExecuteOptions = {},
  ): Promise<Cell & { others: readonly Output[] }> {
    const { cells, others } = await this.runAll([code], options);
    return { ...cells[0]!, others };
  }

  /** Sends cells all at once, as `Run All` does. */
  async runAll(codes: readonly string[], options: ExecuteOptions = {}): Promise<Executed> {
    return (await this.request({ operation: 'execute', codes, ...options })) as Executed;
  }

  async ask(kind: string, parameters: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.request({ operation: 'ask', kind, ...parameters });
    return answer as Readonly<Record<string, unknown>>;
  }

  /** Sends messages that are none; whether the kernel lives. */
  async sendMalformed(count: number, seed: number): Promise<boolean> {
    return (await this.request({ operation: 'malformed', count, seed })) as boolean;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.stdin.end();
    await ended;
  }

  private async request(request: object): Promise<unknown> {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    return this.answer();
  }

  private async answer(): Promise<unknown> {
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error('The client ended; see its output.');
    return JSON.parse(answer.value);
  }
}

/** What a cell printed. */
export function printed(
  { outputs }: Pick<Cell, 'outputs'>,
  name: 'stdout' | 'stderr' = 'stdout',
): string {
  return outputs
    .filter(({ type, content }) => type === 'stream' && content['name'] === name)
    .map(({ content }) => content.text)
    .join('');
}

/** A cell's result, or undefined. */
export function result({
  outputs,
}: Pick<Cell, 'outputs'>): Readonly<Record<string, unknown>> | undefined {
  return outputs.find(({ type }) => type === 'execute_result')?.content.data;
}

/** Name, message and traceback of a cell's error, or undefined. */
export function failure({
  outputs,
}: Pick<Cell, 'outputs'>):
  | { readonly name: string; readonly message: string; readonly traceback: string }
  | undefined {
  const error = outputs.find(({ type }) => type === 'error')?.content;
  if (!error) return undefined;
  const { ename: name = '', evalue: message = '', traceback = [] } = error;
  return { name, message, traceback: stripVTControlCharacters(traceback.join('\n')) };
}
