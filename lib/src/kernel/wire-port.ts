import type { MessagePort } from 'node:worker_threads';
import type { Connection } from './connection.js';
import type { IncomingMessage, Json, MessageHeader } from './wire-message.js';

/** What the wire thread tells the kernel. */
export type FromWire =
  | { readonly kind: 'request'; readonly message: IncomingMessage }
  | { readonly kind: 'interrupt' }
  /** To be answered by `leaving`; the process ends with the wire thread. */
  | { readonly kind: 'leave' };

/** What the kernel tells the wire thread. */
export type ToWire =
  | {
      readonly kind: 'reply';
      readonly to: IncomingMessage;
      readonly type: string;
      readonly content: Json;
    }
  | {
      readonly kind: 'publish';
      readonly parent: MessageHeader;
      readonly type: string;
      readonly content: Json;
    }
  | { readonly kind: 'leaving' };

/** What the wire thread is given. */
export interface WireThreadData {
  /** Where to listen. */
  readonly connection: Connection;
  /** To the kernel. */
  readonly port: MessagePort;
  /** Memory of the stop button. */
  readonly stop: SharedArrayBuffer;
}
