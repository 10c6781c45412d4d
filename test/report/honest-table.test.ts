import { expect, test } from 'vitest';
import {
  honestFigure,
  honestSentence,
  honestTableRows,
  renderHonestTable,
} from '../../lib/src/report/index.js';
import { syntheticHonestPage, syntheticSummary } from './synthetic-honest-table.js';

const { summaries } = syntheticHonestPage;

test('rows have n, interval and deviation, and say which are of a quick run', () => {
  expect(honestTableRows(summaries)).toEqual([
    {
      model: 'B: CNN',
      n: '1,000',
      reported: '75.20\u00a0%',
      'balanced accuracy': '60.00\u00a0% [57.0–63.0\u00a0%]',
      'a fold': '60.0\u00a0% ± 2.0',
      accuracy: '70.00\u00a0% [67.0–73.0\u00a0%]',
      'macro-F1': '0.500 [0.470–0.530]',
      'behind the best': 'the best',
    },
    {
      model: 'D: MobileNet 0.25, fine-tuned (quick run)',
      n: '1,000',
      reported: '',
      'balanced accuracy': '50.00\u00a0% [47.0–53.0\u00a0%]',
      'a fold': '50.0\u00a0% ± 2.0',
      accuracy: '60.00\u00a0% [57.0–63.0\u00a0%]',
      'macro-F1': '0.400 [0.370–0.430]',
      'behind the best': '−10.0 [−13.0 to −7.0] points',
    },
  ]);
});

test('the sentence says that nothing is shared, or what is', () => {
  expect(honestSentence(summaries)).toBe(
    'No test row of any fold shares an image, a lesion or a near-duplicate with the rows its model was trained on. Always naming nv is right for 75.0\u00a0% (n = 1,000), with a balanced accuracy of 50.0\u00a0%.',
  );
  const leaky = syntheticSummary('C', 0.5, {
    shared: { rows: 1000, sameImage: 0, sameLesion: 300, clean: 700 },
  });
  expect(honestSentence([leaky])).toMatch(/^Test rows that share .* C 300 of 1,000\. Always/);
});

test('the figure has a dot a model', () => {
  const [trace] = honestFigure(summaries).data;
  expect(trace).toMatchObject({ x: [0.6, 0.5] });
});

test('the page is the same for the same input, and names what is pending, quick or collapsed', async () => {
  const page = await renderHonestTable(syntheticHonestPage);
  expect(await renderHonestTable(syntheticHonestPage)).toBe(page);
  for (const text of [
    'Not finished yet: B: MLP',
    'Quick run of few',
    'the same class',
    'no diagnosis',
  ])
    expect(page).toContain(text);
});
