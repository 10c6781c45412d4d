import { Command } from 'commander';
import pc from 'picocolors';
import type { Diagnosis } from '../engine/index.js';
import { examine } from './diagnosis.js';
import { dataOption } from './options.js';

/**
 * `dermlab doctor`: says what it found, and what to do about what is missing.
 *
 * @returns the command
 */
export function doctorCommand(): Command {
  return new Command('doctor')
    .addOption(dataOption())
    .option('--json', 'print a JSON array of {check, ok, found, remedy}', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx dermlab doctor\n  $ npx dermlab doctor --json | jq ".[] | select(.ok | not)"',
    )
    .action(async (options: { readonly json: boolean; readonly data?: string }) => {
      const { data } = options;
      const rows = await examine({ root: process.cwd(), ...(data === undefined ? {} : { data }) });
      console.log(options.json ? JSON.stringify(rows, null, 2) : rows.map(line).join('\n'));
      if (rows.some((row) => !row.ok)) process.exitCode = 1;
    });
}

function line({ check, ok, found, remedy }: Diagnosis): string {
  const mark = ok ? pc.green('ok     ') : pc.red('missing');
  return `${mark}  ${check.padEnd(20)}  ${found}${remedy ? `\n         ${pc.bold('remedy:')} ${remedy}` : ''}`;
}
