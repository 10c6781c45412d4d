import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

// Without types: the rule needs none, and the files are not there.
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
  ruleFilter: ({ ruleId }) =>
    ['no-restricted-imports', 'no-console', 'no-restricted-syntax'].includes(ruleId),
});

async function complaints(room: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `lib/src/${room}/example.ts` });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('rooms', () => {
  test.each([
    ['metrics', "import { KFold } from '../random/index.js';", /metrics has rank 1/],
    ['core', "import { tf } from '../engine/index.js';", /core has rank 0/],
    ['engine', "export * from '../models/index.js';", /engine has rank 2/],
    ['charts', "import type { Page } from '../report/index.js';", /charts has rank 8/],
    ['report', "import { bars } from '../charts/bars.js';", /only by its index/],
    ['eda/deep', "import { rows } from '../../datasets/rows.js';", /only by its index/],
    ['models', "import { tf } from '../index.js';", /from the room that has it/],
    ['models', "import { tf } from 'dermlab';", /from the room that has it/],
    ['engine', "console.log('hello');", /console/],
    ['engine', "export const threads = process.env['THREADS'];", /read the environment/],
  ])('%s may not: %s', async (room, code, message) => {
    expect(await complaints(room, code)).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    ['metrics', "import { ArgumentError } from '../core/index.js';"],
    ['report', "import { bars } from '../charts/index.js';"],
    ['charts', "import { baseLayout } from './base-layout.js';"],
    ['cli', "import { writeReport } from '../report/index.js';\nconsole.log(process.env);"],
  ])('%s may: %s', async (room, code) => {
    expect(await complaints(room, code)).toEqual([]);
  });
});
