import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { libraryVersion } from '../core/index.js';

const FOLDER = import.meta.dirname;
const TIMEOUT_MS = 5000;

/** Which code computed a run. */
export interface CodeVersion {
  /** Version of this library. */
  readonly dermlab: string;
  /** The git commit of the project; absent where it is no git checkout. */
  readonly commit?: string;
  /** True where tracked files differed from the commit. */
  readonly uncommittedChanges?: boolean;
}

/**
 * Says which code is running: the library's version and, where the library (or the project that has
 * it among its packages) lies in a git checkout, the commit.
 *
 * @param folder - a folder of the project; default this library's own
 * @returns the version; without a commit where there is no checkout, no git, or no answer
 */
export async function codeVersion(folder = FOLDER): Promise<CodeVersion> {
  const dermlab = libraryVersion();
  try {
    const commit = await git(folder, 'rev-parse', 'HEAD');
    const changes = await git(folder, 'status', '--porcelain', '--untracked-files=no');
    return { dermlab, commit, uncommittedChanges: changes !== '' };
  } catch {
    return { dermlab };
  }
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], {
    timeout: TIMEOUT_MS,
  });
  return stdout.trim();
}
