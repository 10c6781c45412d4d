import { utimesSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, KernelClient, printed, result } from './kernel-client.js';

const TIMEOUT_MS = 180_000;

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
}, TIMEOUT_MS);

afterAll(async () => {
  await kernel.stop();
}, TIMEOUT_MS);

describe('an error', { timeout: TIMEOUT_MS }, () => {
  test('is an error message with name, message, and the place in the TypeScript', async () => {
    const cell = await kernel.run(
      'interface Named { name: string }\n// a comment\n\nconst nobody = undefined as any as Named;\nnobody.name',
    );
    expect(cell.reply.status).toBe('error');
    expect(failure(cell)).toMatchObject({
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'name')",
    });
    expect(failure(cell)?.traceback).toMatch(
      /> 5 \| nobody\.name\n +\| +\^\n +at cell\[\d+\]:5:8$/,
    );
  });

  test('in a function of an earlier cell points at that cell', async () => {
    const first = await kernel.run(
      'function half(value: number): number {\n  throw new RangeError("odd");\n}',
    );
    const count = String(first.reply['execution_count']);
    const { traceback = '' } = failure(await kernel.run('1;\n2;\nhalf(3)')) ?? {};
    expect(traceback).toContain('>2 |   throw new RangeError("odd");'.replace('>2', '> 2'));
    expect(traceback).toMatch(
      new RegExp(`at half \\(cell\\[${count}\\]:2:9\\)\\n +at cell\\[\\d+\\]:3:1$`),
    );
  });

  test('after an await keeps its place', async () => {
    const cell = await kernel.run(
      'await null;\n\n  await (async () => {\n    throw new Error("later");\n  })();',
    );
    expect(failure(cell)?.traceback).toMatch(/> 4 \|/);
  });

  test('of types comes before anything runs, each with its place', async () => {
    const cell = await kernel.run('console.log("ran");\nconst text: string = 5;\nnotThere;');
    expect(printed(cell)).toBe('');
    expect(failure(cell)?.name).toBe('TypeScriptError');
    expect(failure(cell)?.message).toMatch(
      /^cell\[\d+\]:2:7 - error TS2322: Type 'number' is not assignable to type 'string'\.$/,
    );
    expect(failure(cell)?.traceback).toMatch(/:3:1 - error TS2304: Cannot find name 'notThere'\./);
  });

  test('of syntax is a SyntaxError', async () => {
    expect(failure(await kernel.run('const = 5;'))?.name).toBe('SyntaxError');
  });

  test('of dermlab tells what to do, without its own insides', async () => {
    const { name, traceback = '' } =
      failure(
        await kernel.run("import { accuracyScore } from 'dermlab';\naccuracyScore([1], [1, 2])"),
      ) ?? {};
    expect(name).toBe('ArgumentError');
    expect(traceback).toContain('yPred has length 2, expected 1');
    expect(traceback).not.toContain('node_modules');
    expect(traceback).not.toContain('/dist/');
  });

  test('may be anything that can be thrown', async () => {
    expect(failure(await kernel.run('throw { odd: 1 }'))).toMatchObject({ message: '{ odd: 1 }' });
    expect(failure(await kernel.run('throw null'))).toMatchObject({ message: 'null' });
  });
});

describe('an error that nobody catches', { timeout: TIMEOUT_MS }, () => {
  test('in a promise fails the cell', async () => {
    const cell = await kernel.run('Promise.reject(new Error("unhandled")); "value"');
    expect(failure(cell)).toMatchObject({ name: 'Error', message: 'unhandled' });
    expect(result(cell)).toBeUndefined();
  });

  test('in a timer fails the cell that still runs', async () => {
    const cell = await kernel.run(
      'setTimeout(() => { throw new Error("in a timer"); }, 10);\nawait new Promise(() => {});',
    );
    expect(failure(cell)).toMatchObject({ message: 'in a timer' });
  });

  test('in a timer that outlasts the cell is waited for where nobody looks on', async () => {
    const cell = await kernel.run('setTimeout(() => { throw new Error("soon"); }, 300); 1');
    expect(failure(cell)).toMatchObject({ message: 'soon' });
  });

  test('after the cell shows in it, and fails the next where nobody looks on', async () => {
    const code = 'setTimeout(() => { throw new Error("late"); }, 50).unref();';
    const first = await kernel.run(code);
    expect(first.reply.status).toBe('ok');
    const second = await kernel.run('await new Promise((resolve) => setTimeout(resolve, 400));');
    expect(failure({ outputs: second.others })).toMatchObject({ message: 'late' });
    expect(failure(second)?.message).toMatch(/^cell\[\d+\] left work behind that failed: late$/);
    expect((await kernel.run('1')).reply.status).toBe('ok');
  });

  test('does not fail the next where somebody looks on', async () => {
    await kernel.run('setTimeout(() => { throw new Error("late"); }, 50);', { allow_stdin: true });
    const second = await kernel.run('await new Promise((resolve) => setTimeout(resolve, 400));', {
      allow_stdin: true,
    });
    expect(failure({ outputs: second.others })).toMatchObject({ message: 'late' });
    expect(second.reply.status).toBe('ok');
  });
});

describe('a cell that fails', { timeout: TIMEOUT_MS }, () => {
  test('leaves the variables that it assigned, and old values of those that it did not', async () => {
    await kernel.run('let kept = "old";');
    await kernel.run(
      'let before = 1;\nif (before) throw new Error("now");\nlet kept = "new", after = 2;',
    );
    expect(result(await kernel.run('[before, kept]'))?.['text/plain']).toBe("[ 1, 'old' ]");
    expect(failure(await kernel.run('after'))?.message).toContain("Cannot find name 'after'");
  });

  test('aborts the cells that were sent with it, and none that is sent later', async () => {
    const { cells } = await kernel.runAll(['throw new Error("first")', '1', '2']);
    expect(cells.map(({ reply }) => reply.status)).toEqual(['error', 'aborted', 'aborted']);
    expect((await kernel.run('"at once"')).reply.status).toBe('ok');
  });

  test('aborts none where the client says so', async () => {
    const { cells } = await kernel.runAll(['throw new Error("first")', '1'], {
      stop_on_error: false,
    });
    expect(cells.map(({ reply }) => reply.status)).toEqual(['error', 'ok']);
  });
});

describe('the stop button', { timeout: TIMEOUT_MS }, () => {
  test.each([
    ['an endless loop', 'while (true) {}'],
    ['an endless loop after an await', 'await null; for (;;);'],
    ['an endless loop that awaits', 'do { await null; } while (true)'],
    ['waiting for ever', 'await new Promise(() => {});'],
    [
      'an endless generator',
      'function* numbers() { while (true) yield 1; }\nfor (const one of numbers()) {}',
    ],
  ])('stops %s, and the kernel lives on', async (_, code) => {
    const cell = await kernel.run(`const begun = "yes";\nconsole.log("begun");\n${code}`, {
      interrupt_at: 'begun\\n',
    });
    expect(failure(cell)?.name).toBe('Interrupted');
    expect(result(await kernel.run('begun'))?.['text/plain']).toBe("'yes'");
  });

  test('lets `finally` run', async () => {
    const cell = await kernel.run(
      'try { console.log("begun"); while (true) {} } finally { console.log("tidied"); }',
      { interrupt_at: 'begun\\n' },
    );
    expect(printed(cell)).toContain('tidied');
  });

  test('ends loops that a cell leaves behind', async () => {
    const cell = await kernel.run(
      'let turns = 0;\nconsole.log("begun");\nwhile (true) { turns++; await new Promise((resolve) => setTimeout(resolve, 20)); }',
      { interrupt_at: 'begun\\n' },
    );
    expect(failure(cell)?.name).toBe('Interrupted');
    const code =
      'const then = turns;\nawait new Promise((resolve) => setTimeout(resolve, 300));\nturns - then';
    expect(Number(result(await kernel.run(code))?.['text/plain'])).toBeLessThan(2);
  });

  test("ends tfjs's fit at the next batch, with its results so far kept", async () => {
    const code = `import { loadEngine, tf } from 'dermlab';
await loadEngine();
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
setTimeout(() => console.log('a second'), 1000);
const history = await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), {
  epochs: 1_000_000, batchSize: 1, verbose: 0,
});
const kept = history.epoch.length;`;
    const cell = await kernel.run(code, { interrupt_at: 'a second\\n' });
    expect(failure(cell)).toMatchObject({ name: 'Interrupted', message: 'The cell was stopped.' });
    expect(Number(result(await kernel.run('kept'))?.['text/plain'])).toBeGreaterThan(0);
  });
});

describe('what a cell ends with', { timeout: TIMEOUT_MS }, () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a number', '1 + 1', ['text/plain']],
    ['an array of objects', '[{ dx: "nv", count: 6705 }]', ['text/html', 'text/plain']],
    [
      'an arquero table',
      "import { table } from 'arquero';\ntable({ dx: ['nv'] })",
      ['text/html', 'text/plain'],
    ],
    [
      'a danfo dataframe',
      "import * as dfd from 'danfojs-node';\nnew dfd.DataFrame({ dx: ['nv'] })",
      ['text/html', 'text/plain'],
    ],
    [
      'a Plotly figure',
      "({ data: [{ type: 'bar', x: ['nv'], y: [1] }], layout: { title: { text: 'Counts' } } })",
      ['application/vnd.plotly.v1+json', 'image/svg+xml', 'text/plain'],
    ],
    [
      'a tensor',
      "import { loadEngine, tf } from 'dermlab';\nawait loadEngine();\ntf.ones([2, 3])",
      ['text/plain'],
    ],
  ];

  test.each(cases)('%s', async (_, code, types) => {
    const bundle = result(await kernel.run(code)) ?? {};
    expect(Object.keys(bundle).sort()).toEqual(types);
  });

  test('is nothing for a declaration or a statement', async () => {
    expect(result(await kernel.run('const silent = 1;'))).toBeUndefined();
  });

  test('is counted in order', async () => {
    const first = await kernel.run('1');
    const second = await kernel.run('2');
    expect(Number(second.reply['execution_count'])).toBe(
      Number(first.reply['execution_count']) + 1,
    );
  });
});

describe('output', { timeout: TIMEOUT_MS }, () => {
  test('of a big burst arrives whole and in order', async () => {
    const cell = await kernel.run('for (let i = 0; i < 20000; i++) console.log(`line ${i}`);');
    const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('');
    expect(printed(cell) === expected).toBe(true);
  });

  test('keeps the order of stdout, stderr and displays', async () => {
    const cell = await kernel.run(
      "import { display } from 'dermlab';\nconsole.log('a'); console.error('b'); display('c'); console.log('d');",
    );
    const order = cell.outputs
      .filter(({ type }) => type === 'stream' || type === 'display_data')
      .map(({ content }) => content.text ?? content.data?.['text/plain']);
    expect(order).toEqual(['a\n', 'b\n', "'c'", 'd\n']);
  });

  test('comes while a loop keeps the kernel busy', async () => {
    const cell = await kernel.run('console.log("now"); while (true) {}', {
      interrupt_at: 'now\\n',
    });
    expect(printed(cell)).toBe('now\n');
  });

  test('that is displayed changes in place', async () => {
    const cell = await kernel.run(
      "import { display } from 'dermlab';\nconst shown = display('one'); shown.update('two');",
    );
    const [first, second] = cell.outputs.filter(({ type }) => type.includes('display_data'));
    expect([first?.type, second?.type]).toEqual(['display_data', 'update_display_data']);
    expect(second?.content.transient?.display_id).toBe(first?.content.transient?.display_id);
    expect(second?.content.data?.['text/plain']).toBe("'two'");
  });

  test("of tslab's display comes as well", async () => {
    const cell = await kernel.run(
      "import { display as tslabDisplay } from 'tslab';\ntslabDisplay.html('<b>1</b>');",
    );
    expect(cell.outputs.some(({ content }) => content.data?.['text/html'] === '<b>1</b>')).toBe(
      true,
    );
  });
});

test('a warning is one line on stderr', async () => {
  const cell = await kernel.run("process.emitWarning('take care', 'UndefinedMetricWarning'); 1");
  expect(printed(cell, 'stderr')).toBe('UndefinedMetricWarning: take care\n');
});

describe('TypeScript that tslab alone does not take', { timeout: TIMEOUT_MS }, () => {
  test.each([
    ['await (…)', 'await (Promise.resolve(1))', '1'],
    ['for await', 'let sum = 0;\nfor await (const one of [1, 2]) sum += one;\nsum', '3'],
    ['export const', 'export const exported = 4;\nexported', '4'],
    ['export default', 'export default class Thing {}\nnew Thing()', 'Thing {}'],
    ['export { }', 'const named = 5;\nexport { named };\nnamed', '5'],
    ['names with two underscores', 'const __hidden = 6;\n__hidden', '6'],
    ['import.meta.url', 'import.meta.url.startsWith("file:")', 'true'],
  ])('%s', async (_, code, expected) => {
    expect(result(await kernel.run(code))?.['text/plain']).toBe(expected);
  });

  test('shorthand properties of variables of earlier cells', async () => {
    await kernel.run('let shortA = 1, shortB = 2;');
    const code = '({ shortA, shortB = shortA } = { shortA: 3 } as any);\n({ shortA, shortB })';
    expect(result(await kernel.run(code))?.['text/plain']).toBe('{ shortA: 3, shortB: 3 }');
  });

  test('types that have no name outside of their package', async () => {
    await kernel.run("import { loadHam10000, toDanfo } from 'dermlab';");
    await kernel.run('const frame = await toDanfo((await loadHam10000()).rows);');
    expect(result(await kernel.run('frame.shape'))?.['text/plain']).toBe('[ 10015, 7 ]');
  });

  test('keeps such names for later cells', async () => {
    await kernel.run('export const __both = 7;');
    expect(result(await kernel.run('__both'))?.['text/plain']).toBe('7');
  });
});

describe('an editor', { timeout: TIMEOUT_MS }, () => {
  test("completes dermlab's functions", async () => {
    const code = "import * as dermlab from 'dermlab';\ndermlab.balancedAcc";
    const answer = await kernel.ask('complete', { code });
    expect(answer['matches']).toEqual(['balancedAccuracyScore']);
  });

  test('is told where a completion goes, in code points', async () => {
    const answer = await kernel.ask('complete', { code: '"😀"; Math.hyp' });
    expect(answer).toMatchObject({ matches: ['hypot'], cursor_start: 10, cursor_end: 13 });
  });

  test("is shown dermlab's doc comments", async () => {
    const code = "import { balancedAccuracyScore } from 'dermlab';\nbalancedAccuracyScore";
    const { data } = (await kernel.ask('inspect', { code })) as { data: Record<string, string> };
    expect(data['text/plain']).toContain('balancedAccuracyScore(');
    expect(data['text/plain']).toContain('yTrue');
    expect(data['text/markdown']).toMatch(/recall/i);
  });

  test('is told that nothing is known of what is not there', async () => {
    expect(await kernel.ask('inspect', { code: 'noSuchName' })).toMatchObject({ found: false });
  });
});

describe('the kernel', { timeout: TIMEOUT_MS }, () => {
  test('says when the library was built anew', async () => {
    const build = new URL('../../lib/tsconfig.tsbuildinfo', import.meta.url);
    utimesSync(build, new Date(), new Date());
    expect(printed(await kernel.run('1'), 'stderr')).toContain(
      'Restart the kernel to use the new build.',
    );
    expect(printed(await kernel.run('1'), 'stderr')).toBe('');
  });

  test.each([1, 2])('survives 200 malformed messages (seed %i)', async (seed) => {
    expect(await kernel.sendMalformed(200, seed)).toBe(true);
    expect(result(await kernel.run('"alive"'))?.['text/plain']).toBe("'alive'");
  });
});

test(
  'a kernel does not grow with 1,000 trivial cells',
  async () => {
    const fresh = await KernelClient.start();
    const cells = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => `const trivial = ${i};\ntrivial`);
    const heapMb = async (): Promise<number> => {
      const code = `import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
setFlagsFromString('--expose-gc');
runInNewContext('gc')();
process.memoryUsage().heapUsed / 2 ** 20`;
      return Number(result(await fresh.run(code))?.['text/plain']);
    };
    await fresh.runAll(cells(200));
    const before = await heapMb();
    await fresh.runAll(cells(1000));
    expect((await heapMb()) - before).toBeLessThan(10);
    await fresh.stop();
  },
  TIMEOUT_MS,
);
