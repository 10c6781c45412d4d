import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { barCounts } from '../../lib/src/charts/index.js';
import { DisplayError } from '../../lib/src/core/index.js';
import {
  clearOutput,
  display,
  displaysSent,
  fitProgressBar,
  progressBar,
  setDisplaySink,
  taskProgressBar,
} from '../../lib/src/display/index.js';

interface Sent {
  readonly text: string;
  readonly html: string;
  readonly id: string;
  readonly update: boolean;
}

let sent: Sent[] = [];
let cleared: boolean[] = [];

beforeEach(() => {
  sent = [];
  cleared = [];
  setDisplaySink({
    display({ data }, { displayId, update }) {
      const html = typeof data['text/html'] === 'string' ? data['text/html'] : '';
      sent.push({ text: data['text/plain'], html, id: displayId, update });
    },
    clearOutput(wait) {
      cleared.push(wait);
    },
  });
});

afterEach(() => {
  setDisplaySink(undefined);
  vi.useRealTimers();
});

const texts = () => sent.map(({ text }) => text);

describe('display', () => {
  it('sends at once what needs no picture', () => {
    display('mel');
    expect(texts()).toEqual(["'mel'"]);
  });

  it('updates in place', () => {
    const output = display(1);
    output.update(2);
    expect(sent).toEqual([
      { text: '1', html: '', id: output.displayId, update: false },
      { text: '2', html: '', id: output.displayId, update: true },
    ]);
    expect(display(3).displayId).not.toBe(output.displayId);
  });

  it('keeps the order when a picture has to be drawn', async () => {
    display(barCounts([{ value: 'nv', count: 1 }]));
    display('after');
    clearOutput();
    expect(sent).toEqual([]);
    await displaysSent();
    expect(texts()).toEqual(['Plotly figure “Counts”: 1 trace (bar)', "'after'"]);
    expect(cleared).toEqual([false]);
  });

  it('shows a value as it was', () => {
    const rows = [{ dx: 'mel' }];
    display(rows);
    rows.push({ dx: 'nv' });
    expect(texts()[0]).toContain('1 row ×');
  });

  it('reaches the sink that another instance of the library has set', async () => {
    vi.resetModules();
    const other = await import('../../lib/src/display/index.js');
    expect(other.display).not.toBe(display);
    other.display(1);
    expect(texts()).toEqual(['1']);
  });

  it('outside a notebook says what to do', () => {
    setDisplaySink(undefined);
    expect(() => display(1)).toThrow(DisplayError);
    expect(() => display(1)).toThrow(/In a script, print the value with console.log/);
    expect(() => {
      clearOutput({ wait: true });
    }).toThrow(DisplayError);
  });
});

it('clearOutput passes on whether to wait', () => {
  clearOutput({ wait: true });
  clearOutput();
  expect(cleared).toEqual([true, false]);
});

describe('progressBar', () => {
  it('is one output, accessible, with percent and time left', () => {
    vi.useFakeTimers();
    const bar = progressBar({ total: 200, label: 'decoding <images>' });
    vi.advanceTimersByTime(1000);
    bar.update(50, 'ISIC_1');
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(texts()).toEqual([
      'decoding <images>: 0 % · 0 of 200',
      'decoding <images>: 25 % · 50 of 200 · 0:03 left · ISIC_1',
    ]);
    expect(sent[1]?.html).toContain(
      '<div role="progressbar" aria-label="decoding &lt;images&gt;" aria-valuemin="0" aria-valuemax="200" aria-valuenow="50" aria-valuetext="25 % · 50 of 200 · 0:03 left · ISIC_1"',
    );
  });

  it('moves at most four times a second and always shows the last state', () => {
    vi.useFakeTimers();
    const bar = progressBar({ total: 1000 });
    for (let done = 1; done <= 500; done += 1) {
      vi.advanceTimersByTime(4);
      bar.update(done);
    }
    expect(sent.length).toBeLessThanOrEqual(9);
    bar.update(501);
    bar.finish();
    bar.finish();
    expect(texts().at(-1)).toContain('501 of 1,000');
    expect(texts().filter((text) => text.includes('501'))).toHaveLength(1);
  });

  it('shows the end without being told', () => {
    progressBar({ total: 2 }).update(2);
    expect(texts().at(-1)).toBe('progress: 100 % · 2 of 2 · done');
  });
});

describe('bars of the library’s own work', () => {
  it('a task each', () => {
    const onProgress = taskProgressBar();
    for (const task of ['checking images', 'decoding images']) {
      for (const done of [1, 2]) onProgress({ task, done, total: 2 });
    }
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    expect(texts().at(-1)).toBe('decoding images: 100 % · 2 of 2 · done');
  });

  it('a fit', () => {
    const onFit = fitProgressBar('MLP');
    const last = { epoch: 2, loss: 0.5, accuracy: 0.8, valLoss: 0.6, valAccuracy: 0.7 };
    onFit({ epoch: 1, epochs: 2, step: 5, steps: 10, loss: 1, accuracy: 0.5 });
    onFit({ epoch: 2, epochs: 2, step: 10, steps: 10, loss: 0.5, accuracy: 0.8, last });
    expect(texts().at(-1)).toBe(
      'MLP: 100 % · 20 of 20 · done · epoch 2/2 · loss 0.500 · accuracy 0.800 · val accuracy 0.700',
    );
  });
});
