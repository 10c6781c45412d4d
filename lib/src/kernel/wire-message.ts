import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const DELIMITER = '<IDS|MSG>';
const PROTOCOL_VERSION = '5.4';

/** A JSON object. */
export type Json = Record<string, unknown>;

/** Header of a Jupyter message. */
export interface MessageHeader {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A message that came in whole, with a right signature. */
export interface IncomingMessage {
  /** Routing frames, to be sent back with the reply. */
  readonly identities: readonly Uint8Array[];
  readonly header: MessageHeader;
  readonly content: Json;
}

/** A message to be sent. */
export interface OutgoingMessage {
  readonly identities: readonly (Uint8Array | string)[];
  readonly type: string;
  readonly parent: MessageHeader | Json;
  readonly content: Json;
  readonly metadata?: Json;
}

/**
 * Signs and reads messages as the Jupyter messaging protocol has them.
 *
 * @remarks https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
export class MessageCodec {
  private readonly session = randomUUID();
  private readonly key: string;

  constructor(key: string) {
    this.key = key;
  }

  /**
   * Reads a message.
   *
   * @param frames - as they came
   * @returns the message, or why it is none
   */
  decode(frames: readonly Uint8Array[]): IncomingMessage | string {
    const at = frames.findIndex((frame) => Buffer.from(frame).toString() === DELIMITER);
    if (at < 0 || frames.length < at + 6) return 'frames are missing';
    const [signature, ...parts] = frames.slice(at + 1, at + 6) as [Uint8Array, ...Uint8Array[]];
    if (!this.isSigned(signature, parts)) return 'the signature is wrong';
    const [header, , , content] = parts.map(parseObject);
    if (!header || !content) return 'header or content is no JSON object';
    if (!isHeader(header)) return 'the header lacks msg_id, msg_type or session';
    return { identities: frames.slice(0, at), header, content };
  }

  /**
   * Makes a message's frames.
   *
   * @param message - what to send
   * @returns the frames, signed
   */
  encode({ identities, type, parent, content, metadata }: OutgoingMessage): (Uint8Array | string)[] {
    const parts = [this.header(type), parent, metadata ?? {}, content].map((part) =>
      JSON.stringify(part),
    );
    return [...identities, DELIMITER, this.sign(parts), ...parts];
  }

  private header(type: string): MessageHeader {
    return {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
  }

  // An empty key means that messages are not signed.
  private sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.key === '') return '';
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  private isSigned(signature: Uint8Array, parts: readonly Uint8Array[]): boolean {
    const expected = Buffer.from(this.sign(parts));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
}

function parseObject(frame: Uint8Array): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(frame).toString());
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function isHeader(header: Json): header is Json & MessageHeader {
  const { msg_id: id, msg_type: type, session } = header;
  return [id, type, session].every((field) => typeof field === 'string');
}
