import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError } from '../core/index.js';

/** Who asks Kaggle. */
export interface KaggleCredentials {
  /** Name of the account. */
  readonly username: string;
  /** Its API key. */
  readonly key: string;
}

/**
 * Finds Kaggle's credentials where Kaggle's own command looks for them: `KAGGLE_USERNAME` and
 * `KAGGLE_KEY`, or `kaggle.json` in `KAGGLE_CONFIG_DIR`, else in `~/.kaggle` or `~/.config/kaggle`.
 *
 * @param environment - the process's environment
 * @param homeFolder - the user's folder
 * @returns name and key
 * @throws ArgumentError where there are none, where `kaggle.json` may be read by others than its
 * owner, and where it is not what Kaggle makes
 * @remarks https://github.com/Kaggle/kaggle-api#api-credentials. Kaggle's command warns of such a
 * file; here it is refused.
 */
export async function readKaggleCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string,
): Promise<KaggleCredentials> {
  const { KAGGLE_USERNAME: username, KAGGLE_KEY: key, KAGGLE_CONFIG_DIR: folder } = environment;
  if (username && key) return { username, key };
  const folders = folder
    ? [folder]
    : [join(homeFolder, '.kaggle'), join(homeFolder, '.config', 'kaggle')];
  for (const candidate of folders) {
    const path = join(candidate, 'kaggle.json');
    const stats = await stat(path).catch(() => undefined);
    if (stats) return readKaggleJson(path, stats.mode);
  }
  throw new ArgumentError(
    `There are no Kaggle credentials, expected kaggle.json in ${folders.join(' or ')}, or KAGGLE_USERNAME and KAGGLE_KEY. On kaggle.com, under Settings, "Create New Token" makes that file; then: chmod 600 kaggle.json.`,
  );
}

async function readKaggleJson(path: string, mode: number): Promise<KaggleCredentials> {
  if ((mode & 0o077) !== 0) {
    const found = (mode & 0o777).toString(8).padStart(4, '0');
    throw new ArgumentError(
      `${path} has mode ${found}, so others on this machine may use your account, expected 0600. Run: chmod 600 ${path}`,
    );
  }
  const { username, key } = parseObject(await readFile(path, 'utf8'));
  if (typeof username === 'string' && username && typeof key === 'string' && key) {
    return { username, key };
  }
  throw new ArgumentError(
    `${path} does not hold {"username": …, "key": …}. On kaggle.com, under Settings, "Create New Token" makes that file.`,
  );
}

function parseObject(text: string): Partial<Record<'username' | 'key', unknown>> {
  try {
    return Object(JSON.parse(text)) as Partial<Record<'username' | 'key', unknown>>;
  } catch {
    return {};
  }
}
