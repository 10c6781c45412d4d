import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** How many tests ended in each way. */
interface Tally {
  passed: number;
  failed: number;
  skipped: TestCase[];
}

/**
 * Names every skipped test and why, and ends with a line such as
 * `123 passed, 0 failed, 2 skipped`. With DERMLAB_NO_SKIPS a skipped test is a failure.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tally = count(modules);
    const forbidden = Boolean(process.env['DERMLAB_NO_SKIPS']) && tally.skipped.length > 0;
    for (const test of tally.skipped) console.log(`SKIPPED ${describe(test)}`);
    if (forbidden) console.log('DERMLAB_NO_SKIPS is set, so each skipped test is a failure.');
    const failed = tally.failed + (forbidden ? tally.skipped.length : 0) + unhandledErrors.length;
    if (failed > 0) process.exitCode = 1;
    const skipped =
      forbidden || tally.skipped.length === 0 ? '' : `, ${String(tally.skipped.length)} skipped`;
    // After the summary of the default reporter, which comes in the same turn.
    process.once('exit', () => {
      console.log(`${String(tally.passed)} passed, ${String(failed)} failed${skipped}`);
    });
  }
}

function count(modules: readonly TestModule[]): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [] };
  for (const module of modules) {
    const before = tally.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      else if (state === 'failed') tally.failed += 1;
      else tally.skipped.push(test);
    }
    // A file that does not load, or a hook that fails, belongs to no test.
    if (module.state() === 'failed' && tally.failed === before) tally.failed += 1;
  }
  return tally;
}

function describe(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const reason = note ?? 'what it needs is missing, or it is marked so in its file';
  return `${test.module.relativeModuleId} > ${test.fullName}: ${reason}`;
}
