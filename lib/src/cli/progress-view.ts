import { Presets, SingleBar } from 'cli-progress';
import { timeLeft } from '../core/index.js';

/** What a progress line shows beside the bar. */
type Payload = Readonly<Record<string, string>>;

/** A progress line: one that moves in a terminal, plain lines elsewhere. */
export interface ProgressView {
  /** Shows how far the task is, and how long it may still take. */
  update(done: number, total: number, payload?: Payload): void;
  /** Shows a milestone as a line of its own where there is no terminal. */
  milestone(line: string): void;
  /** Ends the line. */
  stop(): void;
}

/**
 * Makes the progress line of one task.
 *
 * @param title - what is being done
 * @param stream - where it is shown; standard error, so that standard output stays for results
 * @returns the line; stop it at the end
 */
export function progressView(
  title: string,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressView {
  return stream.isTTY ? movingLine(title, stream) : plainLines(title, stream);
}

function movingLine(title: string, stream: NodeJS.WriteStream): ProgressView {
  const format = `${title}  {bar}  {percentage} %  {detail}  {left}`;
  const bar = new SingleBar(
    { format, stream, hideCursor: true, barsize: 24, etaBuffer: 1, linewrap: false },
    Presets.shades_grey,
  );
  const clock = timeLeft();
  let started = false;
  return {
    update(done, total, payload = {}) {
      if (!started) bar.start(total, done, { detail: '', left: '' });
      started = true;
      bar.update(done, { ...payload, left: clock(done, total) });
    },
    milestone: () => undefined,
    stop() {
      if (started) bar.stop();
    },
  };
}

function plainLines(title: string, stream: NodeJS.WriteStream): ProgressView {
  const clock = timeLeft();
  let left = '';
  return {
    update(done, total) {
      left = clock(done, total);
    },
    milestone: (line) => void stream.write(`${title}  ${line}${left ? `  ${left}` : ''}\n`),
    stop: () => undefined,
  };
}
