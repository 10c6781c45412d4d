/** What a user can mend: one line of what is wrong, and the remedy. Shown without a stack trace. */
export class SetupProblem extends Error {
  /**
   * @param {string} message what is wrong: expected and found
   * @param {string} remedy what to do about it
   * @param {{ exitCode?: number, showLog?: boolean, cause?: unknown }} [options] `showLog`: whether
   *   the log tells more; `cause`: what the failed program printed
   */
  constructor(message, remedy, { exitCode = 1, showLog = false, cause } = {}) {
    super(message, { cause });
    this.name = 'SetupProblem';
    this.remedy = remedy;
    this.exitCode = exitCode;
    this.showLog = showLog;
  }
}

/** Ctrl-C or a request to end: no problem to explain, only an exit code. */
export class Interrupted extends SetupProblem {
  /** @param {'SIGINT' | 'SIGTERM' | 'SIGHUP'} signal */
  constructor(signal) {
    super('interrupted', 'Run `npm run setup` again: finished steps are not repeated.', {
      exitCode: { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal],
    });
  }
}
