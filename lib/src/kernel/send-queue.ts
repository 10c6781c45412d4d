import type { Writable } from 'zeromq';

/** Sends messages in order; a zeromq socket takes one at a time. */
export class SendQueue {
  private last: Promise<void> = Promise.resolve();
  private readonly socket: Writable;

  constructor(socket: Writable) {
    this.socket = socket;
  }

  /**
   * Sends when all before it is sent. A message to somebody who left is dropped.
   *
   * @param frames - the message
   */
  send(frames: (Uint8Array | string)[]): void {
    this.last = this.last.then(() => this.socket.send(frames)).catch(() => undefined);
  }

  /**
   * Waits for what was queued.
   *
   * @returns when it is sent
   */
  async sent(): Promise<void> {
    await this.last;
  }
}
