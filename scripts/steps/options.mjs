// The command line of the set-up.

import { parseArgs } from 'node:util';
import { SetupProblem } from './problem.mjs';

const TENSORFLOW = ['auto', 'cpu', 'gpu', 'none'];

export const HELP = `Usage: npm run setup -- [options]

Brings this folder to where \`npm start\` works: npm packages, Python packages in
.venv, the TensorFlow addon, the library. Does only what is not done yet.

Options:
  --tensorflow WHICH  cpu, gpu, auto (default: gpu where an NVIDIA GPU is found),
                      or none: the slow JavaScript engine. Remembered until changed.
  --force             do every step again
  --help              show this help

Environment:
  PYTHON  the Python 3.10 to 3.13 to make .venv with
  CXX     the C++ compiler

The log is .setup/setup.log. To begin anew, delete node_modules, .venv and .setup.`;

/**
 * @param {string[]} args
 * @returns {{ help: boolean, force: boolean, tensorflow: string | undefined }}
 * @throws {SetupProblem} with exit code 2 for options that do not exist or do not fit
 */
export function parseOptions(args) {
  const { help = false, force = false, tensorflow } = parse(args);
  if (tensorflow !== undefined && !TENSORFLOW.includes(tensorflow)) {
    throw new SetupProblem(
      `--tensorflow is "${tensorflow}", expected one of ${TENSORFLOW.join(', ')}.`,
      'See `npm run setup -- --help`.',
      { exitCode: 2 },
    );
  }
  return { help, force, tensorflow };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        tensorflow: { type: 'string' },
        force: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [firstSentence] = error.message.split('. ');
    throw new SetupProblem(`${firstSentence}.`, 'See `npm run setup -- --help`.', { exitCode: 2 });
  }
}
