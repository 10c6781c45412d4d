/**
 * The thread that holds the kernel's sockets, so that heartbeat, stop button and output work
 * while a cell keeps the main thread busy.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { Reply, Router, XPublisher } from 'zeromq';
import { kernelInfo } from './kernel-info.js';
import { SendQueue } from './send-queue.js';
import { StopButton } from './stop-button.js';
import {
  type IncomingMessage,
  type Json,
  MessageCodec,
  type MessageHeader,
} from './wire-message.js';
import type { FromWire, ToWire, WireThreadData } from './wire-port.js';

const LEAVE_MS = 1000;
const PARENT_CHECK_MS = 1000;

const { connection, port, stop } = workerData as WireThreadData;
const stopButton = new StopButton(stop);
const codec = new MessageCodec(connection.key);
const starterPid = process.ppid;

const shell = new Router({ linger: LEAVE_MS });
const control = new Router({ linger: LEAVE_MS });
const stdin = new Router({ linger: 0 });
const heartbeat = new Reply({ linger: 0 });
// A slow reader must not cost any output, and each new one is welcomed.
const iopub = new XPublisher({ linger: LEAVE_MS, sendHighWaterMark: 0, verbosity: 'allSubs' });
const toShell = new SendQueue(shell);
const toControl = new SendQueue(control);
const toIopub = new SendQueue(iopub);

const mainThreadLeaves = new AbortController();

await Promise.all([
  shell.bind(address(connection.shell_port)),
  control.bind(address(connection.control_port)),
  stdin.bind(address(connection.stdin_port)),
  heartbeat.bind(address(connection.hb_port)),
  iopub.bind(address(connection.iopub_port)),
]);
port.on('message', obey);
setInterval(leaveWithStarter, PARENT_CHECK_MS).unref();
publish('status', {}, { execution_state: 'starting' });
await Promise.all([
  listen(shell, (message) => {
    tell({ kind: 'request', message });
  }),
  listen(control, handleControl),
  echoHeartbeats(),
  welcomeSubscribers(),
]);

function address(portNumber: number): string {
  return `${connection.transport}://${connection.ip}:${portNumber}`;
}

function tell(message: FromWire): void {
  port.postMessage(message);
}

function obey(message: ToWire): void {
  switch (message.kind) {
    case 'reply':
      toShell.send(encodeReply(message.to, message.type, message.content));
      break;
    case 'publish':
      publish(message.type, message.parent, message.content);
      break;
    case 'leaving':
      mainThreadLeaves.abort();
      break;
  }
}

function encodeReply(to: IncomingMessage, type: string, content: Json): (Uint8Array | string)[] {
  return codec.encode({ identities: to.identities, type, parent: to.header, content });
}

function publish(type: string, parent: MessageHeader | Json, content: Json): void {
  toIopub.send(codec.encode({ identities: [`kernel.${type}`], type, parent, content }));
}

async function listen(socket: Router, handle: (message: IncomingMessage) => void): Promise<void> {
  for await (const frames of socket) {
    const message = codec.decode(frames);
    if (typeof message === 'string') console.error(`A message was dropped: ${message}.`);
    else handle(message);
  }
}

async function echoHeartbeats(): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

// JEP 65. A subscription is a byte 1 and the topic.
async function welcomeSubscribers(): Promise<void> {
  for await (const [frame] of iopub) {
    if (frame?.[0] !== 1) continue;
    const subscription = frame.subarray(1).toString();
    const content = { subscription };
    const type = 'iopub_welcome';
    toIopub.send(codec.encode({ identities: [subscription], type, parent: {}, content }));
  }
}

function handleControl(message: IncomingMessage): void {
  const { header } = message;
  publish('status', header, { execution_state: 'busy' });
  const content = controlReply(message);
  if (content) {
    toControl.send(encodeReply(message, header.msg_type.replace('request', 'reply'), content));
  }
  publish('status', header, { execution_state: 'idle' });
}

function controlReply({ header, content }: IncomingMessage): Json | undefined {
  switch (header.msg_type) {
    case 'kernel_info_request':
      return kernelInfo();
    case 'interrupt_request':
      stopButton.press();
      tell({ kind: 'interrupt' });
      return { status: 'ok' };
    case 'shutdown_request': {
      const reply = { status: 'ok', restart: content['restart'] === true };
      publish('shutdown_reply', header, reply);
      void leave();
      return reply;
    }
    default:
      return undefined;
  }
}

// A main thread that is busy does not hear, and is not waited for.
async function leave(): Promise<void> {
  tell({ kind: 'leave' });
  const patience = { ref: false, signal: mainThreadLeaves.signal };
  const isHeard = await delay(LEAVE_MS, false, patience).catch(() => true);
  await Promise.all([toShell.sent(), toControl.sent(), toIopub.sent()]);
  if (!isHeard) process.kill(process.pid, 'SIGKILL');
  for (const socket of [shell, control, stdin, heartbeat, iopub]) socket.close();
  port.close();
}

function leaveWithStarter(): void {
  if (process.ppid !== starterPid) void leave();
}
