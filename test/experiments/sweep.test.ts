import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import {
  type Assignment,
  assignmentsOf,
  candidateSteps,
  type Experiment,
  loguniform,
  PUBLISHED,
  prepareRows,
  rankCandidates,
  type SweepField,
  type SweepSpace,
  type SweepValue,
  sourceAClassifyingModel,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceCByLesion,
  sourceDCnn,
  sourceDCnnGrouped,
  sourceDMobilenet,
  sourceEByLesion,
  sweepCandidate,
  sweepWinner,
  withAssignment,
} from '../../lib/src/experiments/index.js';

describe('fields', () => {
  test('are typed: the compiler knows paths and values', () => {
    expectTypeOf<'training.optimizer.learningRate'>().toExtend<SweepField>();
    expectTypeOf<'seed'>().not.toExtend<SweepField>();
    expectTypeOf<'steps'>().not.toExtend<SweepField>();
    expectTypeOf<SweepValue<'training.batchSize'>>().toEqualTypeOf<number>();
    expectTypeOf<SweepValue<'training.classWeight'>>().toEqualTypeOf<'balanced' | null>();
    expectTypeOf<SweepValue<'images.channels'>>().toEqualTypeOf<1 | 3 | null>();
    const space = {
      grid: { 'training.batchSize': [16, 32], 'images.filter': ['lanczos', null] },
    } satisfies SweepSpace;
    expect(assignmentsOf(space, sourceBCnn)).toHaveLength(4);
    // @ts-expect-error -- no such field
    expect(() => assignmentsOf({ grid: { 'training.batch': [16] } }, sourceBCnn)).toThrow();
    // @ts-expect-error -- no such value
    expect(() => assignmentsOf({ grid: { 'images.filter': ['box'] } }, sourceBCnn)).toThrow();
    const choices = { 'images.filter': loguniform(1, 2) };
    // @ts-expect-error -- a field of choices has no distribution
    expect(() => assignmentsOf({ distributions: choices, nIter: 1 }, sourceBCnn)).toThrow();
  });

  test('set what they name, and null leaves a field out', () => {
    const changed = withAssignment(sourceDCnnGrouped, {
      'training.optimizer.learningRate': 3e-4,
      'training.classWeight': null,
      'training.reduceLROnPlateau.factor': 0.5,
    });
    expect(changed).toEqual({
      ...sourceDCnnGrouped,
      training: {
        ...sourceDCnnGrouped.training,
        classWeight: undefined,
        optimizer: { name: 'adam', learningRate: 3e-4 },
        reduceLROnPlateau: { factor: 0.5 },
      },
    });
    expect(changed).not.toHaveProperty('training.classWeight');
    expect(sourceDCnnGrouped.training.classWeight).toBe('balanced');
  });

  test.each([
    [{ seed: 7 }, /^seed cannot be swept, expected one of images\.widthPx, .*decide the split/],
    [{ steps: [] }, /^steps cannot be swept/],
    [{ 'training.optimizer': {} }, /^training\.optimizer cannot be swept/],
    [{ constructor: 1 }, /^constructor cannot be swept/],
    [
      { 'training.batchSize': 1.5 },
      /^training\.batchSize: expected a whole number from 1 to 100000, received 1\.5/,
    ],
    [{ 'training.batchSize': '16' }, /received "16"/],
    [{ 'training.epochs': null }, /^training\.epochs: expected a whole number .*received null/],
    [{ 'training.optimizer.learningRate': 0 }, /expected a number above 0, received 0/],
    [
      { 'images.filter': 'box' },
      /expected bicubic or lanczos, or null to leave it out, received "box"/,
    ],
    [{ 'training.fineTuning.epochs': 3 }, /source-b-cnn has no fine-tuning to be set/],
  ])('%j: an error', (assignment, message) => {
    expect(() => withAssignment(sourceBCnn, assignment as Assignment)).toThrow(message);
  });

  test('of fine-tuning can be set where there is some', () => {
    const changed = withAssignment(sourceDMobilenet, { 'training.fineTuning.epochs': 3 });
    expect(changed.training.fineTuning).toEqual({
      ...sourceDMobilenet.training.fineTuning,
      epochs: 3,
    });
  });
});

describe('assignmentsOf', () => {
  test('draws with the experiment’s seed unless told otherwise, and tries a combination once', () => {
    const distributions = { 'training.optimizer.learningRate': loguniform(1e-4, 1e-2) };
    const draw = (space: object) =>
      assignmentsOf({ distributions, nIter: 2, ...space }, sourceBCnn);
    expect(draw({})).toEqual(draw({ randomState: 42 }));
    expect(draw({})).not.toEqual(draw({ randomState: 43 }));
    const few = {
      'training.batchSize': [16, 32],
      'training.epochs': { distribution: 'randint', low: 1, high: 2 },
    } as const;
    const drawn = assignmentsOf({ distributions: few, nIter: 20 }, sourceBCnn);
    expect(drawn).toHaveLength(2);
  });

  test.each([
    [{ grid: {} }, 'the space names no field'],
    [{ grid: { 'training.batchSize': 16 } }, 'training.batchSize: expected a list of values'],
    [{ grid: { 'training.batchSize': [] } }, 'training.batchSize: expected a value, received []'],
    [
      { grid: { 'training.batchSize': [16, 16] } },
      'expected values that differ, received 16 twice',
    ],
    [{ grid: [[1]] }, 'space: expected values by field, received [[1]]'],
    [{ grid: null }, 'space: expected values by field, received null'],
    [
      { distributions: { 'training.batchSize': 1 }, nIter: 1 },
      'a list of values or a distribution',
    ],
    [{ distributions: { 'training.batchSize': [1] } }, 'nIter: expected a whole number from 1'],
    [
      {
        distributions: { 'training.batchSize': { distribution: 'normal', low: 0, high: 1 } },
        nIter: 1,
      },
      'expected uniform, loguniform or randint, received normal(0, 1)',
    ],
    [null, 'space: expected grid, or distributions and nIter, received null'],
    [{ values: [1] }, 'space: expected grid, or distributions and nIter, received {"values":[1]}'],
  ])('%j: an error', (space, message) => {
    expect(() => assignmentsOf(space as unknown as SweepSpace, sourceBCnn)).toThrow(message);
  });
});

describe('steps', () => {
  let ham: Ham10000;
  beforeAll(async () => {
    ham = await loadHam10000();
  });
  afterAll(() => {
    ham.close();
  });
  const sides = ({ steps, seed }: Pick<Experiment, 'steps' | 'seed'>) =>
    prepareRows(ham.rows, ham.classes, steps, seed);
  const lesions = (rows: Iterable<number>) =>
    new Set(Array.from(rows, (row) => ham.rows[row]!.lesion_id));

  test.each([sourceBCnnGrouped, sourceCByLesion, sourceDCnnGrouped] as const)(
    'no candidate of $name is given a test row, or a lesion of one',
    (experiment) => {
      const { test: withheld } = sides(experiment);
      const {
        train,
        validation = [],
        test: scored,
      } = sides(sweepCandidate(experiment, { 'training.batchSize': 16 }));
      const testLesions = lesions(withheld);
      expect(withheld.length).toBeGreaterThan(900);
      expect(scored.length).toBeGreaterThan(1500);
      for (const side of [train, validation, scored]) {
        expect([...lesions(side)].filter((lesion) => testLesions.has(lesion))).toEqual([]);
      }
      const scoredLesions = lesions(scored);
      for (const side of [train, validation]) {
        expect([...lesions(side)].filter((lesion) => scoredLesions.has(lesion))).toEqual([]);
      }
    },
  );

  test('the winner has the experiment’s own split', () => {
    const { test: own } = sides(sourceDCnnGrouped);
    const assignment = { 'training.batchSize': 16 } as const;
    expect(sides(sweepWinner(sourceDCnnGrouped, assignment, true))).toEqual(
      sides(sourceDCnnGrouped),
    );
    expect(own.length).toBeGreaterThan(900);
  });

  test('one without validation rows gets those of the sweep, and trains on the candidate’s rows', () => {
    const assignment = { 'training.batchSize': 16 } as const;
    const candidate = sides(sweepCandidate(sourceBCnnGrouped, assignment));
    const winner = sides(sweepWinner(sourceBCnnGrouped, assignment, false));
    expect(winner.test).toEqual(sides(sourceBCnnGrouped).test);
    expect(winner.validation).toEqual(candidate.test);
    expect(winner.train).toEqual(candidate.train);
  });

  test('given sides are withheld, and only originals are scored', () => {
    expect(candidateSteps(sourceAClassifyingModel)).toEqual([
      { step: 'givenSplit' },
      { step: 'withholdTest' },
      { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0, into: 'test' },
    ]);
    expect(candidateSteps(sourceEByLesion).slice(0, 4)).toEqual([
      { step: 'givenSplit' },
      { step: 'withholdTest' },
      { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0, into: 'test' },
      { step: 'dropAugmented', from: 'test' },
    ]);
  });

  test('nothing is withheld before there is a test side, and a test side must follow', () => {
    const withhold = { step: 'withholdTest' } as const;
    expect(() => sides({ steps: [withhold], seed: 1 })).toThrow('before a test side is split off');
    const steps = [...sourceBCnnGrouped.steps.slice(0, 1), withhold];
    expect(() => sides({ steps, seed: 1 })).toThrow('data steps never split');
  });

  test.each([
    [sourceBCnn, 'it draws rows anew before it splits', 'source-b-cnn-grouped'],
    [sourceDCnn, 'its test side is split off by row', 'source-d-cnn-grouped'],
  ])('$name is refused, with its twin', (experiment, why, twin) => {
    expect(() => candidateSteps(experiment)).toThrow(why);
    expect(() => candidateSteps(experiment)).toThrow(`Sweep its leak-free twin, ${twin}.`);
    expect(() => candidateSteps({ ...experiment, name: 'mine' })).toThrow('stratifiedGroupKFold');
  });

  test('every published experiment can be swept or names its leak', () => {
    for (const experiment of PUBLISHED) {
      const isLeaky = experiment.steps.some(
        (step) => step.step === 'trainTestSplit' || step.step === 'stratifiedKFold',
      );
      if (isLeaky) expect(() => candidateSteps(experiment)).toThrow('cannot be swept honestly');
      else expect(candidateSteps(experiment)).toContainEqual({ step: 'withholdTest' });
    }
    expect(new Set(PUBLISHED.map(({ name }) => name)).size).toBe(PUBLISHED.length);
  });
});

describe('candidates', () => {
  test('have names of their own, from what they set, and none of what was reported', () => {
    const assignment = { 'training.optimizer.learningRate': 1 / 3000 } as const;
    const one = sweepCandidate(sourceBCnnGrouped, assignment);
    expect(one.name).toMatch(/^source-b-cnn-grouped-candidate-[0-9a-f]{6}$/);
    expect(one.title).toBe('CNN, leak-free: learningRate 0.0003333');
    expect(one.training.optimizer.learningRate).toBe(1 / 3000);
    expect(one).not.toHaveProperty('leakFreeTwinOf');
    expect(sweepCandidate(sourceBCnnGrouped, assignment)).toEqual(one);
    const other = sweepCandidate(sourceBCnnGrouped, { 'training.optimizer.learningRate': 1e-3 });
    expect(other.name).not.toBe(one.name);
    expect(sweepWinner(sourceBCnnGrouped, assignment, false).name).toMatch(/-swept-[0-9a-f]{6}$/);
  });

  test('are ranked best first, ties by order, what is undefined last', () => {
    const scored = (value: number) => ({
      assignment: {},
      validation: { metrics: { accuracy: { value }, logLoss: { value } } },
    });
    const candidates = [0.5, Number.NaN, 0.7, 0.7, 0.1].map(scored);
    const all = [...candidates, { assignment: {} }] as never;
    expect(rankCandidates({ candidates: all, metric: 'accuracy' })).toEqual([2, 3, 0, 4, 1]);
    expect(rankCandidates({ candidates: all, metric: 'logLoss' })).toEqual([4, 0, 2, 3, 1]);
  });
});
