import { StringDecoder } from 'node:string_decoder';

/**
 * Takes over what JavaScript prints. What native code prints goes where it did.
 *
 * @param write - told of each piece of text; false for one that is to be printed after all
 */
export function captureOutput(write: (name: 'stdout' | 'stderr', text: string) => boolean): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const print = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    const decoder = new StringDecoder('utf8');
    stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
      const isText = typeof chunk === 'string';
      if (!write(name, isText ? chunk : decoder.write(chunk as Buffer))) {
        return print(chunk, ...rest);
      }
      const done = rest.at(-1);
      if (typeof done === 'function') queueMicrotask(done as () => void);
      return true;
    };
  }
}
