import { describe, expect, it } from 'vitest';
import type { EpochLog, RunResult } from '../../lib/src/experiments/index.js';
import {
  accuracySentence,
  differenceSentence,
  errorsSentence,
  learningSentence,
  modelAccuracies,
  reproductionRows,
  resultRows,
  runMetricRows,
  splitSentence,
  whyTheyDifferSentences,
} from '../../lib/src/report/index.js';
import { cnn, cnnGrouped, mlp, syntheticRun } from './synthetic-report.js';

/** Made-up numbers, put where a sentence reads them. */
const accuracy = { value: 0.7, low: 0.66, high: 0.74 };

function runWith(last: Partial<RunResult['last']>, changes: Partial<RunResult> = {}): RunResult {
  const run = syntheticRun(cnn, changes);
  return { ...run, last: { ...run.last, ...last } };
}

function reporting(value: number): RunResult {
  const reported = {
    source: 'A made-up source',
    metric: 'accuracy',
    value,
    on: '700 rows',
  } as const;
  return runWith({ accuracy }, { experiment: { ...cnn, reported } });
}

describe('splitSentence', () => {
  it('says what was done, and what stands on both sides', () => {
    expect(splitSentence(syntheticRun(cnn).split)).toBe(
      'Split: all rows resampled to 500 a class, then split 80/20 by row. 2,800 training rows, ' +
        '700 test rows; of the test rows, 433 show an image that is also a training row and 489 a ' +
        'lesion that is.',
    );
  });

  it('says how many validation rows have their lesion in training rows', () => {
    const { split } = syntheticRun(cnn);
    const sentence = splitSentence({
      ...split,
      validationRows: 560,
      validationRowsWithLesionInTrain: 300,
    });
    expect(sentence).toContain('2,800 training rows, 560 validation rows, 700 test rows;');
    expect(sentence).toMatch(/ Of the validation rows, 300 show a lesion that is also in training/);
  });

  it('says what an audit found of near-duplicates', () => {
    const test = {
      rows: 700,
      sameImage: 433,
      sameLesion: 489,
      nearDuplicate: 21,
      nearDuplicateOfNewLesion: 4,
      clean: 207,
    };
    const audit = { trainRows: 2800, test, examples: [] };
    expect(splitSentence(syntheticRun(cnn).split, audit)).toMatch(
      / Of the test rows, 21 are near-duplicates of another training image, 4 of them under a lesion id that is not in training; 207 of 700 share nothing with it\.$/,
    );
    const unlooked = { rows: 700, sameImage: 433, sameLesion: 489, clean: 211 };
    expect(splitSentence(syntheticRun(cnn).split, { ...audit, test: unlooked })).toBe(
      splitSentence(syntheticRun(cnn).split),
    );
  });
});

describe('accuracySentence', () => {
  it('has interval and n', () => {
    expect(accuracySentence(runWith({ accuracy }))).toMatch(
      /^CNN: after the last epoch it is right on 70\.00\u00a0% \[66\.0–74\.0\u00a0%\] of 700 test rows\./,
    );
  });

  it.each([
    [0.75, 'above'],
    [0.72, 'within'],
    [0.6, 'below'],
  ])('says where a reported %s lies', (reported, place) => {
    expect(accuracySentence(reporting(reported))).toContain(`which lies ${place} this interval.`);
  });

  it('does not compare a quick run with what was reported', () => {
    const sentence = accuracySentence(syntheticRun(cnn, { quick: true }));
    expect(sentence).toMatch(/^CNN \(quick run\):/);
    expect(sentence).not.toContain('interval');
  });

  it('names the commonest class and the balanced accuracy', () => {
    const sentence = accuracySentence(syntheticRun(cnnGrouped));
    expect(sentence).toMatch(
      /Always answering nv would be right on 66\.9\u00a0%; balanced accuracy/,
    );
    expect(sentence).toContain('53.20\u00a0% [49.7–56.7\u00a0%]');
    expect(sentence).not.toContain('source reports');
  });

  it('announces a model that gives every row one class', () => {
    const confusionMatrix = [
      [0, 5],
      [0, 9],
    ];
    expect(accuracySentence(runWith({ confusionMatrix }))).toContain('has not learned');
  });
});

describe('learningSentence', () => {
  const log = (epoch: number, change: Partial<EpochLog>): EpochLog => ({
    epoch,
    loss: 1,
    accuracy: 0.7,
    valLoss: 1,
    valAccuracy: 0.7,
    ...change,
  });

  it.each([
    [0.9, 0.7, '20.0 points more on rows it has learned from'],
    [0.6, 0.7, '10.0 points less while training, when dropout is at work'],
    [0.71, 0.7, '1.0 points apart'],
  ])('training %s, test %s', (train, test, words) => {
    const history = [log(1, { accuracy: train, valAccuracy: test })];
    expect(learningSentence(syntheticRun(cnn, { history }))).toContain(words);
  });

  it('says where the test loss was lowest', () => {
    const history = [log(1, { valLoss: 0.8 }), log(2, { valLoss: 0.9 })];
    expect(learningSentence(syntheticRun(cnn, { history }))).toContain(
      'The test loss ends at 0.900; it was lowest, 0.800, after epoch 1.',
    );
    expect(learningSentence(syntheticRun(cnn, { history: [log(1, {})] }))).toContain(
      'The test loss ends at 1.000, its lowest.',
    );
  });

  it('says whether it overfits, underfits, or neither', () => {
    const overfits = [log(1, { valLoss: 0.8 }), log(2, { accuracy: 0.9, valLoss: 1 })];
    expect(learningSentence(syntheticRun(cnn, { history: overfits }))).toContain(
      'It overfits: since epoch 1 the test loss has risen by 25.0\u00a0%',
    );
    const underfits = [log(1, {}), log(2, { valLoss: 0.9 })];
    expect(learningSentence(syntheticRun(cnn, { history: underfits }))).toContain(
      'It underfits: the test loss is still falling',
    );
    const neither = [log(1, { valLoss: 0.99 }), log(2, {})];
    expect(learningSentence(syntheticRun(cnn, { history: neither }))).not.toMatch(/over|underfit/);
  });

  it('calls the best epoch optimistic', () => {
    expect(learningSentence(syntheticRun(cnn))).toContain('an optimistic number');
  });
});

describe('errorsSentence', () => {
  const classes = ['mel', 'nv', 'vasc'];

  it('names the best and the worst class and the commonest mistake, with n', () => {
    const confusionMatrix = [
      [1, 9, 0],
      [1, 19, 0],
      [0, 0, 0],
    ];
    expect(errorsSentence(runWith({ confusionMatrix }, { classes }))).toBe(
      'Found most often: nv, 19 of its 20 test rows (95\u00a0%); least often: mel, 1 of its 10 test ' +
        'rows (10\u00a0%). The commonest mistake is mel taken for nv, 9 times.',
    );
  });

  it('has words for no mistake and for no rows', () => {
    const right = [
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ];
    expect(errorsSentence(runWith({ confusionMatrix: right }, { classes }))).toContain(
      'No test row',
    );
    expect(errorsSentence(runWith({ confusionMatrix: [] }, { classes }))).toContain('no test rows');
  });
});

describe('differenceSentence', () => {
  const [first, second] = [syntheticRun(cnn), syntheticRun(mlp)];

  it.each([
    [{ value: 0.02, low: -0.01, high: 0.05 }, 'do not say which'],
    [{ value: 0.05, low: 0.02, high: 0.08 }, 'CNN is the better one'],
    [{ value: -0.05, low: -0.08, high: -0.02 }, 'MLP is the better one'],
  ])('%o', (difference, verdict) => {
    expect(differenceSentence(first, second, difference)).toContain(verdict);
  });

  it('has interval and n, and the mark of a quick run', () => {
    const difference = { value: 0.02, low: -0.01, high: 0.05 };
    const quick = syntheticRun(mlp, { quick: true });
    expect(differenceSentence(first, quick, difference)).toMatch(
      /^CNN minus MLP \(quick run\): 2\.0 points of accuracy \[-1\.0 to 5\.0\] on the same 700 test rows\./,
    );
  });
});

describe('tables of runs', () => {
  it('mark a quick run in every row', () => {
    const run = syntheticRun(cnn, { quick: true });
    for (const { metric } of runMetricRows(run)) expect(metric).toContain('(quick run)');
    for (const { model } of resultRows([run])) expect(model).toBe('CNN (quick run)');
  });

  it('have interval and n beside every number', () => {
    expect(runMetricRows(runWith({ accuracy }))[0]).toEqual({
      metric: 'Accuracy',
      value: '70.00\u00a0%',
      '95 % interval': '66.0–74.0\u00a0%',
      n: 700,
    });
    expect(resultRows([runWith({ accuracy })])[0]).toMatchObject({
      model: 'CNN',
      n: 700,
      reported: '75.20\u00a0%',
      accuracy: '70.00\u00a0% [66.0–74.0\u00a0%]',
    });
  });
});

describe('the metrics of a run', () => {
  const namesOf = (changes: Parameters<typeof runWith>[0]) =>
    runMetricRows(runWith(changes)).map(({ metric }) => metric);

  it('leave out what an old run has not measured', () => {
    expect(namesOf({ brierScore: accuracy })).toContain('Brier score (lower is better)');
    expect(namesOf({})).not.toContain('Brier score (lower is better)');
  });
});

describe('whyTheyDifferSentences', () => {
  it('says it once for models on the same splits, and nothing before the first run', () => {
    const plan = [cnn, cnnGrouped];
    const runs = plan.map((experiment) => syntheticRun(experiment));
    expect(whyTheyDifferSentences(reproductionRows(plan, runs))).toHaveLength(1);
    expect(whyTheyDifferSentences(reproductionRows(plan, []))).toEqual([]);
  });
});

describe('modelAccuracies', () => {
  it('has null for a run still to come and nothing for what is not planned', () => {
    const [model] = modelAccuracies(reproductionRows([cnn, cnnGrouped], [runWith({ accuracy })]));
    expect(model).toMatchObject({ model: 'CNN', reported: 0.752, leakFree: null });
    expect(model?.reproduced).toMatchObject({ ...accuracy, testRows: 700 });
    expect(modelAccuracies(reproductionRows([cnn], []))[0]).not.toHaveProperty('leakFree');
  });
});
