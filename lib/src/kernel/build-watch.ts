import { statSync } from 'node:fs';

/** Notices that the library was built anew after it was loaded. */
export class BuildWatch {
  private readonly file: URL;
  private seen: number;

  /**
   * Takes the build of this moment for the one that is loaded.
   *
   * @param file - that each build writes
   */
  constructor(file: URL) {
    this.file = file;
    this.seen = this.builtAt();
  }

  /**
   * Looks for a new build.
   *
   * @returns whether there is one since the last look
   */
  hasNewBuild(): boolean {
    const builtAt = this.builtAt();
    const isNew = builtAt !== this.seen;
    this.seen = builtAt;
    return isNew;
  }

  // 0 where there is no such file, as in the published package.
  private builtAt(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}
