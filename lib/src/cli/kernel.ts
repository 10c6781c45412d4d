import { resolve } from 'node:path';
import { Command } from 'commander';
import { installForUser, installInEnvironment } from '../kernel/index.js';

interface InstallOptions {
  readonly user: boolean;
  readonly environment: string;
}

/**
 * `dermlab kernel install`: tells Jupyter of the kernel.
 *
 * @returns the command
 */
export function kernelCommand(): Command {
  const install = new Command('install')
    .description('tell Jupyter of the kernel "TypeScript (dermlab)"')
    .option('--user', "for you, in every environment's Jupyter", false)
    .option('--environment <folder>', 'for the Jupyter of a virtual environment', '.venv')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx dermlab kernel install          for this project (set-up does it)\n' +
        '  $ npx dermlab kernel install --user   for a JupyterLab of yours',
    )
    .action(({ user, environment }: InstallOptions) => {
      const folder = user
        ? installForUser(process.env)
        : installInEnvironment(resolve(environment));
      console.log(`The kernel "TypeScript (dermlab)" is installed in ${folder}`);
    });
  return new Command('kernel').addCommand(install);
}
