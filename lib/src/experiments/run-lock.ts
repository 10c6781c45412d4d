import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../core/index.js';

/**
 * Holds a run's folder while work is done in it, so that two processes never train one run.
 * A lock whose process is gone (killed with -9) is taken over.
 *
 * @param folder - the run's folder; made if need be
 * @param work - done while the lock is held
 * @returns what the work gives
 * @throws RunError where another living process holds it
 */
export async function withRunLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'lock');
  await takeLock(file, folder);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * The process that holds a run's folder.
 *
 * @param folder - the run's folder
 * @returns its id; undefined where nobody holds it, or whoever did is gone
 */
export async function lockHolder(folder: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(folder, 'lock'), 'utf8').catch(() => ''));
  return pid === process.pid || isAlive(pid) ? pid : undefined;
}

async function takeLock(file: string, folder: string): Promise<void> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const pid = Number(await readFile(file, 'utf8'));
    if (isAlive(pid)) {
      throw new RunError(`${folder} is being trained by process ${pid}; wait for it or stop it`);
    }
    await rm(file, { force: true });
    await takeLock(file, folder);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
