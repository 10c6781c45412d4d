import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: { dermlab: fileURLToPath(new URL('lib/src/index.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/support/fail-on-warning.ts'],
    reporters: ['default', './test/support/tally-reporter.ts'],
    // TensorFlow uses every core by itself, and a process holds one engine.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
