import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PYTHON, ROOT } from '../support/paths.js';

test("the kernel passes all of Jupyter's conformance suite, none of it skipped", () => {
  const script = fileURLToPath(new URL('conformance.py', import.meta.url));
  const { status, stderr } = spawnSync(PYTHON, [script], {
    cwd: join(ROOT, 'notebooks'),
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/Ran 13 tests in .*\n\nOK\n$/);
  expect(stderr).not.toContain('skipped');
  expect(status).toBe(0);
}, 300_000);
