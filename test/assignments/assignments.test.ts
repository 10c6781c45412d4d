import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceOf } from '../notebooks/notebook.js';
import { type Answers, Course, type Grade, idOf, scores } from './course.js';

const TIMEOUT_MS = 900_000;
const LOOP_LIMIT_S = 5;

const FULL_MARKS = {
  explore: { 'counts-test': 3, 'ages-test': 3, 'chart-test': 3, 'confirmed-test': 3 },
  split: { 'leak-test': 2, 'split-test': 4, 'balance-test': 3, 'memory-test': 3 },
  baseline: {
    'train-rows-test': 2,
    'majority-test': 2,
    'fit-test': 6,
    'interval-test': 2,
    'leaky-test': 2,
  },
} as const;
type Assignment = keyof typeof FULL_MARKS;
const ASSIGNMENTS = Object.keys(FULL_MARKS) as Assignment[];

const courses = {
  explore: new Course('explore'),
  split: new Course('split'),
  baseline: new Course('baseline'),
};
const grades: Partial<Record<Assignment, Record<string, Record<string, Grade>>>> = {};

const RAISES = { ages: 'function meanAge(): number {\n  throw new Error("No idea.");\n}' };
const LOOPS = {
  ages: 'function meanAge(): number {\n  for (;;) {}\n}',
  confirmed: 'const histoShare = await new Promise<() => void>(() => undefined);',
};
/** Trains on everything, the test fold included. */
const LEAKS = {
  'train-rows': `function chooseTrainRows(lesions: readonly string[], _: Int32Array): Int32Array {
  return Int32Array.from(lesions.keys());
}
const trainRows = chooseTrainRows(lesions, testRows);`,
};
/** Looks the truth up in place of learning. */
const PEEKS = {
  fit: `function fit(): Predict {
  const truth = new Map(images.map((image, row) => [image.join(), labels[row]]));
  return (unseen) => unseen.map((image) => truth.get(image.join()) ?? 'nv');
}`,
};

beforeAll(async () => {
  await Promise.all([
    gradeExplore(),
    grade('split', {}).then(() => grade('baseline', { leaks: LEAKS, peeks: PEEKS })),
  ]);
}, TIMEOUT_MS);

afterAll(() => {
  for (const course of Object.values(courses)) course.remove();
});

/** Takes an assignment from the teacher's notebook to the gradebook. */
async function grade(
  assignment: Assignment,
  others: Readonly<Record<string, Answers>>,
  students = '*',
): Promise<void> {
  const course = courses[assignment];
  await course.nbgrader('generate_assignment');
  const solutions = course.solutions();
  course.submit('full', solutions);
  course.submit('empty', {});
  for (const [student, answers] of Object.entries(others)) {
    course.submit(student, { ...solutions, ...answers });
  }
  await course.nbgrader('zip_collect');
  await course.nbgrader('autograde', `--student=${students}`);
  grades[assignment] = await course.grades();
}

async function gradeExplore(): Promise<void> {
  const course = courses.explore;
  await grade('explore', { raises: RAISES, loops: LOOPS }, '[!l]*');
  course.limitCells(LOOP_LIMIT_S, ['ages-test', 'confirmed']);
  await course.nbgrader('autograde', '--student=loops');
  grades.explore = await course.grades();
  await course.nbgrader('generate_feedback');
}

describe.each(ASSIGNMENTS)('the assignment %s', (assignment) => {
  const full = FULL_MARKS[assignment];
  const course = courses[assignment];

  test('is released without solutions and hidden tests', () => {
    const released = course.cells('release').map(sourceOf).join('\n');
    expect(released).toMatch(/YOUR CODE HERE/);
    expect(released).not.toMatch(/(BEGIN|END) (SOLUTION|HIDDEN TESTS)/);
    const hidden = course
      .cells('source')
      .flatMap((cell) => [...sourceOf(cell).matchAll(HIDDEN)].map(([, text = '']) => text.trim()));
    expect(hidden.length).toBeGreaterThan(2 * Object.keys(full).length - 1);
    for (const text of hidden) expect(released).not.toContain(text);
  });

  test('is released without the answers that are written in words', () => {
    const answers = course.solutions();
    const written = course.cells('release').filter((cell) => idOf(cell).endsWith('-text'));
    expect(written).toHaveLength(1);
    for (const cell of written) {
      expect(sourceOf(cell)).toBe('*Your answer here.*');
      expect(answers[idOf(cell)]).toMatch(/\w{5}/);
    }
  });

  test('gives the solution full marks', () => {
    expect(scores(grades[assignment]?.['full'])).toEqual(full);
  });

  test('leaves the words of the solution to a person', () => {
    const byHand = Object.entries(grades[assignment]?.['full'] ?? {}).filter(([, [, , is]]) => is);
    expect(byHand.map(([, grade]) => grade)).toEqual([[null, 4, true]]);
  });

  test('gives an untouched notebook nothing, and no one work', () => {
    const empty = Object.values(grades[assignment]?.['empty'] ?? {});
    expect(empty).toHaveLength(Object.keys(full).length + 1);
    expect(empty.map(([score, , byHand]) => [score, byHand])).toEqual(empty.map(() => [0, false]));
  });
});

const HIDDEN = /\/\/ BEGIN (?:SOLUTION|HIDDEN TESTS)\n([^]*?)\/\/ END/g;

describe('a task that goes wrong', () => {
  test('costs its own points where it throws', () => {
    expect(scores(grades.explore?.['raises'])).toEqual({ ...FULL_MARKS.explore, 'ages-test': 0 });
  });

  test('costs its own points where it loops for ever or waits for ever', () => {
    expect(scores(grades.explore?.['loops'])).toEqual({
      ...FULL_MARKS.explore,
      'ages-test': 0,
      'confirmed-test': 0,
    });
  });

  test('is told of in the feedback', () => {
    expect(courses.explore.feedback('raises')).toContain('No idea.');
    expect(courses.explore.feedback('loops')).toContain('took too long and was stopped');
    expect(courses.explore.feedback('empty')).toContain('Not yet done.');
  });
});

describe('a dishonest score', () => {
  test('counts nothing where the model was trained on lesions of the test fold', () => {
    expect(scores(grades.baseline?.['leaks'])).toMatchObject({
      'train-rows-test': 0,
      'fit-test': 0,
    });
  });

  test('counts nothing where the model looks the truth up', () => {
    expect(scores(grades.baseline?.['peeks'])).toEqual({ ...FULL_MARKS.baseline, 'fit-test': 0 });
  });
});
