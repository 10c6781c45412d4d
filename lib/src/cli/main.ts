import { Command, CommanderError } from 'commander';
import { DermlabError, libraryVersion } from '../core/index.js';

/** A command: what `--help` says of it, and where it is. */
interface Entry {
  readonly description: string;
  /** Loads the command's code, which only the command that was typed needs. */
  readonly load: () => Promise<Command>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  reproduce: {
    description: 'train the published models, and write their accuracies beside the leak-free ones',
    load: async () => (await import('./reproduce.js')).reproduceCommand(),
  },
  preprocess: {
    description: 'make main_image_data.csv of the images: a row an image, a column a pixel',
    load: async () => (await import('./preprocess.js')).preprocessCommand(),
  },
  train: {
    description: 'train a source project’s model on data of yours',
    load: async () => (await import('./train.js')).trainCommand(),
  },
  predict: {
    description: 'predict the images of main_image_data.csv with a Keras model',
    load: async () => (await import('./predict.js')).predictCommand(),
  },
  explain: {
    description: 'show what in a photo speaks for a class, by Grad-CAM',
    load: async () => (await import('./explain.js')).explainCommand(),
  },
  download: {
    description: 'download a data set from its publisher, check it and unzip it',
    load: async () => (await import('./download.js')).downloadCommand(),
  },
  audit: {
    description: 'count what stands on both sides of a split, and say what that does to the score',
    load: async () => (await import('./audit.js')).auditCommand(),
  },
  honest: {
    description: 'train every published model on five folds of lesions, and set them side by side',
    load: async () => (await import('./honest.js')).honestCommand(),
  },
  'pixel-table': {
    description: 'make a table of pixels out of the images, as hmnist_28_28_RGB.csv is one',
    load: async () => (await import('./pixel-table.js')).pixelTableCommand(),
  },
  'cross-validate': {
    description: 'train on 5 folds of the data, with and without lesions on both sides',
    load: async () => (await import('./cross-validate.js')).crossValidateCommand(),
  },
  sweep: {
    description:
      'try values of an experiment’s fields on validation rows, and test the best ones once',
    load: async () => (await import('./sweep.js')).sweepCommand(),
  },
  seeds: {
    description: 'run an experiment with several seeds: mean ± standard deviation',
    load: async () => (await import('./seeds.js')).seedsCommand(),
  },
  runs: {
    description: 'list, show, compare and remove what stands in the outputs folder',
    load: async () => (await import('./runs.js')).runsCommand(),
  },
  augment: {
    description:
      'fill training class folders up to a count with rotated, flipped and zoomed copies',
    load: async () => (await import('./augment.js')).augmentCommand(),
  },
  convert: {
    description: 'convert a Keras model between .h5 and .keras, without Python',
    load: async () => (await import('./convert.js')).convertCommand(),
  },
  inspect: {
    description: 'say what a Keras file holds, as Keras’s summary shows it',
    load: async () => (await import('./inspect.js')).inspectCommand(),
  },
  classify: {
    description:
      'say what a model makes of images of yours: a preliminary suggestion, no diagnosis',
    load: async () => (await import('./classify.js')).classifyCommand(),
  },
  doctor: {
    description: 'say what dermlab found on this machine, each with ok or a remedy',
    load: async () => (await import('./doctor.js')).doctorCommand(),
  },
  kernel: {
    description: 'the Jupyter kernel for TypeScript',
    load: async () => (await import('./kernel.js')).kernelCommand(),
  },
};

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
    .exitOverride();
  try {
    for (const [name, entry] of Object.entries(COMMANDS)) {
      const command = args.includes(name) ? await entry.load() : new Command(name);
      command.description(entry.description);
      program.addCommand(leaveMisuseToUs(command));
    }
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

function leaveMisuseToUs(command: Command): Command {
  command.commands.forEach(leaveMisuseToUs);
  return command.exitOverride().showHelpAfterError('(see --help)');
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
