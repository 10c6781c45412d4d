import { Command } from 'commander';
import { inspectKerasFile, type KerasFileDescription } from '../keras-files/index.js';
import { count } from './figures.js';
import { openEngine } from './open-engine.js';

const EXAMPLES = `
Examples:
  $ npx dermlab inspect classifying_model_v3.h5
  $ npx dermlab inspect model.weights.h5           weights only: names and shapes
  $ npx dermlab inspect model.keras --json | jq .kerasVersion`;

/**
 * `dermlab inspect`: what a Keras file holds, as Keras's summary shows it.
 *
 * @returns the command
 */
export function inspectCommand(): Command {
  return new Command('inspect')
    .argument('<file>', 'model or weights of Keras 1, 2 or 3: .h5 or .keras')
    .option('--json', 'print everything as one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action(inspect);
}

async function inspect(file: string, { json }: { readonly json: boolean }): Promise<void> {
  await openEngine();
  const description = await inspectKerasFile(file);
  const { summaryText, ...rest } = description;
  console.log(json ? JSON.stringify(rest, null, 2) : `${summaryText}\n${facts(description)}`);
}

function facts(description: KerasFileDescription): string {
  const { format, kerasVersion, sha256, sizeBytes, compile, classNames, notices } = description;
  const writer =
    kerasVersion === null ? 'Keras, which does not say its version' : `Keras ${kerasVersion}`;
  const lines = [
    `Format: ${format === 'h5' ? 'HDF5 (.h5)' : '.keras archive'}, written by ${writer}`,
    `Size: ${count(sizeBytes)} bytes`,
    `SHA-256: ${sha256}`,
    `Compiled: ${compile === null ? 'no' : JSON.stringify(compile)}`,
    ...(classNames ? [`Classes: ${classNames.join(', ')}`] : []),
    ...notices.map((notice) => `Note: ${notice}`),
  ];
  return lines.join('\n');
}
