import { describe, expect, test } from 'vitest';
import { compileErrors, exportedNames, writeDocExamples } from './doc-examples.js';
import { expectStated } from './expect-stated.js';

const examples = writeDocExamples(exportedNames());
const errors = compileErrors(examples.map(({ file }) => file));

describe('doc examples', () => {
  test('are found, with stated results among them', () => {
    expect(examples.length).toBeGreaterThan(10);
    expect(examples.filter(({ statedResults }) => statedResults > 0).length).toBeGreaterThan(10);
  });

  test.each(examples)('$title compiles', ({ file }) => {
    expect(errors.get(file)).toEqual([]);
  });

  test.each(examples.filter(({ runs }) => runs))('$title runs', async ({ file }) => {
    await import(/* @vite-ignore */ file);
  });

  test('fail where the stated result is another', () => {
    expect(() => {
      expectStated(0.7512, '0.74');
    }).toThrow(/0\.74/);
    expectStated(0.7512, '0.75');
    expectStated(new Int32Array([2, 0, 3]), '[2, 0, 3]');
    expectStated({ low: 0.5 }, '{ low: 0.50 }');
  });
});
