import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { CellExecution } from './cell-execution.js';
import type { Publish } from './cell-output.js';
import { kernelInfo } from './kernel-info.js';
import type { IncomingMessage, Json } from './wire-message.js';
import type { FromWire, ToWire } from './wire-port.js';

/** After the first question, so that its answer does not wait for the compiler. */
const WARM_UP_MS = 100;

/** Answers what comes in on the shell channel, in order. */
export class Kernel {
  private readonly port: MessagePort;
  private readonly execution: CellExecution;
  private readonly queue: IncomingMessage[] = [];
  private isWorking = false;

  /**
   * Begins to answer.
   *
   * @param port - to the wire thread
   * @param execution - runs the cells
   */
  constructor(port: MessagePort, execution: CellExecution) {
    this.port = port;
    this.execution = execution;
    port.on('message', (message: FromWire) => {
      this.take(message);
    });
  }

  private take(message: FromWire): void {
    switch (message.kind) {
      case 'request':
        this.queue.push(message.message);
        if (!this.isWorking) void this.work();
        break;
      case 'interrupt':
        this.execution.interrupt();
        break;
      case 'leave':
        this.tell({ kind: 'leaving' });
    }
  }

  private tell(message: ToWire): void {
    this.port.postMessage(message);
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) await this.answer(next);
    this.isWorking = false;
  }

  private async answer(message: IncomingMessage): Promise<void> {
    const { header } = message;
    const publish: Publish = (type, content) => {
      this.tell({ kind: 'publish', parent: header, type, content });
    };
    publish('status', { execution_state: 'busy' });
    const content = await this.reply(message, publish);
    const type = header.msg_type.replace(/_request$/, '_reply');
    if (content) this.tell({ kind: 'reply', to: message, type, content });
    publish('status', { execution_state: 'idle' });
  }

  private async reply(message: IncomingMessage, publish: Publish): Promise<Json | undefined> {
    const { header, content } = message;
    try {
      switch (header.msg_type) {
        case 'execute_request':
          return await this.execute(content, publish);
        case 'kernel_info_request':
          setTimeout(() => {
            this.execution.warmUp();
          }, WARM_UP_MS);
          return kernelInfo();
        case 'is_complete_request':
          return this.execution.editor.isComplete(content);
        case 'complete_request':
          return this.execution.editor.complete(content);
        case 'inspect_request':
          return this.execution.editor.inspect(content);
        case 'history_request':
          return this.execution.history.reply(content);
        case 'comm_info_request':
          return { status: 'ok', comms: {} };
        case 'comm_open':
          publish('comm_close', { comm_id: content['comm_id'], data: {} });
          return undefined;
        default:
          return undefined;
      }
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      return { status: 'error', ename, evalue, traceback: [] };
    }
  }

  private async execute(content: Json, publish: Publish): Promise<Json> {
    const reply = await this.execution.execute(content, publish);
    if (reply['status'] === 'error' && content['stop_on_error'] !== false) this.abortQueue();
    return reply;
  }

  // What was sent before the failure could be seen is not run.
  private abortQueue(): void {
    for (let next = receiveMessageOnPort(this.port); next; next = receiveMessageOnPort(this.port)) {
      this.take(next.message as FromWire);
    }
    const kept: IncomingMessage[] = [];
    for (const message of this.queue.splice(0)) {
      if (message.header.msg_type !== 'execute_request') {
        kept.push(message);
        continue;
      }
      const parent = message.header;
      for (const state of ['busy', 'idle']) {
        this.tell({ kind: 'publish', parent, type: 'status', content: { execution_state: state } });
      }
      this.tell({ kind: 'reply', to: message, type: 'execute_reply', content: ABORTED });
    }
    this.queue.push(...kept);
  }
}

const ABORTED = {
  status: 'aborted',
  ename: 'Aborted',
  evalue: 'A cell before it failed.',
  traceback: [],
};
