// Tells what is being done: one line that is kept up to date on a terminal,
// plain lines elsewhere.

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;
const HEARTBEAT_MS = 20_000;

/**
 * @param {number} seconds
 * @returns {string} e.g. `45 s` or `2 min 05 s`
 */
export function formatSeconds(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Progress of several steps that run side by side. */
export class Display {
  #stream;
  #steps;
  #running = new Map();
  #frame = 0;
  #timer;

  /**
   * @param {import('node:tty').WriteStream} stream
   * @param {import('./plan.mjs').Step[]} steps those that are due
   */
  constructor(stream, steps) {
    this.#stream = stream;
    this.#steps = steps;
    this.#timer = setInterval(() => this.#tick(), stream.isTTY ? FRAME_MS : HEARTBEAT_MS);
  }

  /** @param {import('./plan.mjs').Step} step */
  started(step) {
    this.#running.set(step.name, { step, startedMs: performance.now(), activity: '' });
    if (this.#stream.isTTY) return;
    this.line(
      `${this.#position(step)} ${step.title} … (usually ${formatSeconds(step.typicalSeconds)})`,
    );
  }

  /**
   * @param {string} name of a step
   * @param {string} activity what it is doing
   */
  doing(name, activity) {
    const entry = this.#running.get(name);
    if (entry) entry.activity = activity;
  }

  /**
   * @param {import('./plan.mjs').Step} step
   * @param {number} seconds that it took
   */
  finished(step, seconds) {
    this.#running.delete(step.name);
    this.line(`${this.#position(step)} ${step.title}: done in ${formatSeconds(seconds)}`);
  }

  /** @param {import('./plan.mjs').Step} step one that needed nothing after all */
  kept(step) {
    this.line(`${this.#position(step)} ${step.title}: up to date`);
  }

  /** @param {import('./plan.mjs').Step} step one that failed or was ended */
  failed(step) {
    this.#running.delete(step.name);
    const others = this.#running.size > 0 ? '; the others are finished first' : '';
    this.line(`${this.#position(step)} ${step.title}: failed${others}`);
  }

  /** @param {string} text a line that stays */
  line(text) {
    this.#erase();
    this.#stream.write(`${text}\n`);
  }

  /** Ends the display. */
  close() {
    clearInterval(this.#timer);
    this.#erase();
  }

  #position(step) {
    return `[${this.#steps.indexOf(step) + 1}/${this.#steps.length}]`;
  }

  #tick() {
    if (this.#running.size === 0) return;
    const text = [...this.#running.values()].map((entry) => this.#describe(entry)).join(' · ');
    if (!this.#stream.isTTY) return this.line(`  … ${text}`);
    this.#frame = (this.#frame + 1) % FRAMES.length;
    const shown = `${FRAMES[this.#frame]} ${text}`.slice(0, (this.#stream.columns || 80) - 1);
    this.#stream.write(`\r\u001B[2K${shown}`);
  }

  #describe({ step, startedMs, activity }) {
    const elapsed = formatSeconds((performance.now() - startedMs) / 1000);
    const place = `${this.#position(step)} ${step.title}`;
    return `${place}, ${elapsed} of about ${formatSeconds(step.typicalSeconds)}${activity && `: ${activity}`}`;
  }

  #erase() {
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[2K');
  }
}
