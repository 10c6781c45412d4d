import { afterAll } from 'vitest';

const warnings: Error[] = [];

// Packages that we depend on still use deprecated parts of Node; that is theirs to mend.
process.on('warning', (warning) => {
  if (warning.name !== 'DeprecationWarning' && warning.name !== 'ExperimentalWarning') {
    warnings.push(warning);
  }
});

afterAll(() => {
  const [first] = warnings.splice(0);
  if (first)
    throw new Error(`Node warned during this file's tests: ${first.stack ?? first.message}`);
});
