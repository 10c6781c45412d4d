import { Presets, SingleBar } from 'cli-progress';

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

/** Estimates the time left from the pace since the first call, so that a resumed run is not misjudged. */
function timeLeft(): (done: number, total: number) => string {
  let first: { readonly done: number; readonly at: number } | undefined;
  return (done, total) => {
    const now = performance.now();
    first ??= { done, at: now };
    if (done <= first.done) return '';
    const seconds = ((now - first.at) / (done - first.done) / 1000) * (total - done);
    return `${clockText(seconds)} left`;
  };
}

function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
