import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from './wire-message.js';

const FLUSH_MS = 50;
const FLUSH_CHARACTERS = 65_536;

/** Sends a message about a cell. */
export type Publish = (type: string, content: Json) => void;

/** A cell's output, in order; text is gathered so that a burst of lines is a few messages. */
export class CellOutput {
  private readonly send: Publish;
  private name: 'stdout' | 'stderr' = 'stdout';
  private text = '';
  private flushedAt = 0;
  private isWaiting = false;

  constructor(send: Publish) {
    this.send = send;
  }

  /**
   * Adds text to a stream.
   *
   * @param name - the stream
   * @param text - any length
   */
  write(name: 'stdout' | 'stderr', text: string): void {
    if (name !== this.name) this.flush();
    this.name = name;
    this.text += text;
    const isDue = performance.now() - this.flushedAt > FLUSH_MS;
    // The clock is looked at as well, since a busy cell keeps timers from firing.
    if (isDue || this.text.length > FLUSH_CHARACTERS) this.flush();
    else void this.flushSoon();
  }

  /**
   * Sends a message after the text before it.
   *
   * @param type - of the message
   * @param content - of the message
   */
  publish(type: string, content: Json): void {
    this.flush();
    this.send(type, content);
  }

  /** Sends the text that has gathered. */
  flush(): void {
    if (this.text === '') return;
    const { name, text } = this;
    this.text = '';
    this.flushedAt = performance.now();
    this.send('stream', { name, text });
  }

  private async flushSoon(): Promise<void> {
    if (this.isWaiting) return;
    this.isWaiting = true;
    await delay(FLUSH_MS, undefined, { ref: false });
    this.isWaiting = false;
    this.flush();
  }
}
