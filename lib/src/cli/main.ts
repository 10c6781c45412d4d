import { Command, CommanderError } from 'commander';
import { DermlabError, libraryVersion } from '../core/index.js';

import { doctorCommand } from './doctor.js';
import { downloadCommand } from './download.js';
import { kernelCommand } from './kernel.js';
import { pixelTableCommand } from './pixel-table.js';
import { reproduceCommand } from './reproduce.js';

// Node's own way of showing a warning adds lines about Node. What packages have yet to mend is no
// business of the user's.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'DeprecationWarning') console.error(`Note: ${message}`);
});

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const program = new Command('dermlab')
    .description(
      'Skin-lesion classification experiments: reported accuracies, reproduced, beside their leak-free ones.',
    )
    .version(libraryVersion())
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .addCommand(reproduceCommand())
    .addCommand(downloadCommand())
    .addCommand(pixelTableCommand())
    .addCommand(doctorCommand())
    .addCommand(kernelCommand());
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(see --help)');
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof DermlabError) {
    console.error(`${error.name}: ${error.message}`);
    return error.exitCode;
  }
  if (error instanceof Error && error.name === 'AbortError') {
    console.error('Stopped. The same command goes on where it stopped.');
    return 130;
  }
  console.error('A fault in dermlab itself; please report it with these lines:');
  console.error(error);
  return 1;
}
