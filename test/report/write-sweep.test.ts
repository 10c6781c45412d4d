import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Sweep } from '../../lib/src/experiments/index.js';
import { renderSweep, sweepSentences } from '../../lib/src/report/index.js';
import { syntheticSweep } from './synthetic-sweep.js';

const open = async (...args: Parameters<typeof syntheticSweep>) =>
  load(
    await renderSweep({ sweep: syntheticSweep(...args), command: 'npx dermlab sweep <made up>' }),
  );

const growing = () => {
  const sweep = syntheticSweep();
  const candidates = sweep.candidates.map(({ assignment, ...scored }, index) =>
    index < 2 ? { assignment, ...scored } : { assignment },
  );
  return Object.fromEntries(
    Object.entries({ ...sweep, candidates }).filter(([name]) => name !== 'winner'),
  ) as unknown as Sweep;
};

describe('a sweep’s page', () => {
  it('says what was chosen of how many, that its validation score is optimistic, and its test score', async () => {
    const $ = await open();
    const text = $('#chosen').text().replaceAll('\u00a0', ' ');
    expect(text).toContain('Chosen of 6: classWeight balanced, learningRate 0.01.');
    expect(text).toContain('on validation rows: 62.00 % [58.0–67.0 %], n = 1,602');
    expect(text).toContain('It is the highest of 6 and so optimistic.');
    expect(text).toContain('looked at once, by the chosen one alone');
    expect($('.medical').text()).toContain('A doctor diagnoses.');
  });

  it('has no number without its interval and n', async () => {
    const $ = await open();
    const cells = $('[data-kind=metric]');
    expect(cells.length).toBe(8 * 4);
    cells.each((_, cell) => {
      expect($(cell).text()).toMatch(/n = (1,602|2,004)/);
      expect($(cell).find('.interval').text()).toMatch(/\d–\d/);
    });
  });

  it('ranks candidates, and draws them, the test score too, over each field that varies', async () => {
    const $ = await open();
    const best = $('#candidates .results tbody th').first().text();
    expect(best).toBe('classWeight balanced, learningRate 0.01');
    expect(
      $('.chart-title')
        .toArray()
        .map((title) => $(title).text()),
    ).toEqual(['Candidates, best first', 'By classWeight', 'By learningRate']);
    const { data } = JSON.parse($('#figure-candidates-figure').text()) as {
      data: { name: string; y: string[] }[];
    };
    expect(data.map(({ name }) => name)).toEqual(['validation', 'test']);
    expect(data[0]?.y[0]).toBe(best);
  });

  it('shows settings that all share, and none that each sets', async () => {
    const $ = await open();
    const terms = $('#settings dt')
      .toArray()
      .map((term) => $(term).text());
    expect(terms).toContain('training.batchSize');
    expect(terms).not.toContain('training.optimizer.learningRate');
    expect($('#settings pre').last().text()).toBe('npx dermlab sweep <made up>');
  });

  it('grows: what is not done has no number, and nothing is chosen', async () => {
    const $ = load(await renderSweep({ sweep: growing(), command: 'npx' }));
    expect($('#chosen').text()).toContain('2 of 6 candidates are done; the same command goes on.');
    expect($('[data-kind=none]').length).toBe(4 * 4);
    expect($('[data-kind=metric]').length).toBe(2 * 4);
  });

  it('marks a quick one at every number', async () => {
    const $ = await open({ quick: true });
    expect($('[data-kind=metric] .quick').length).toBe($('[data-kind=metric]').length);
    expect($('.notices').text()).toContain('say nothing about the models');
  });
});

describe('sweepSentences', () => {
  it('calls a loss the lowest, and says where a model has not learned', () => {
    const sweep = syntheticSweep({ metric: 'logLoss' });
    expect(sweepSentences(sweep)[0]).toContain('It is the lowest of 6 and so optimistic.');
    const winner = { ...sweep.winner!, test: { ...sweep.winner!.test!, predictsOneClass: true } };
    expect(sweepSentences({ ...sweep, winner }).at(-1)).toMatch(/has not learned/);
    const { candidate, experiment } = sweep.winner!;
    const untested = { candidate, experiment };
    expect(sweepSentences({ ...sweep, winner: untested }).at(-1)).toMatch(
      /has not been tested yet/,
    );
  });
});
