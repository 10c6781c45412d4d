import { Command } from 'commander';
import { loadKerasModel, saveKerasModel } from '../keras-files/index.js';
import { count } from './figures.js';
import { openEngine } from './open-engine.js';
import { modelFile } from './options.js';

const EXAMPLES = `
Examples:
  $ npx dermlab convert classifying_model_v3.h5 classifying_model_v3.keras
  $ npx dermlab convert mobilenet.keras mobilenet.h5 --without-optimizer

The model keeps layers, weights, compile settings and the optimizer's state. The file is written
whole or not at all, and the same model gives the same bytes.`;

/**
 * `dermlab convert`: a Keras model from one format to the other, without Python.
 *
 * @returns the command
 */
export function convertCommand(): Command {
  return new Command('convert')
    .argument('<from>', 'model of Keras 1, 2 or 3: .h5 or .keras', modelFile)
    .argument('<to>', 'file to write: .h5 (Keras 2 and 3) or .keras (Keras 3)', modelFile)
    .option('--without-optimizer', 'leave out how the model was compiled', false)
    .addHelpText('after', EXAMPLES)
    .action(convert);
}

async function convert(
  from: string,
  to: string,
  { withoutOptimizer }: { readonly withoutOptimizer: boolean },
): Promise<void> {
  await openEngine();
  const onNotice = (notice: string): void => {
    console.error(`Note: ${notice}`);
  };
  const model = await loadKerasModel(from, { onNotice });
  await saveKerasModel(model, to, { includeOptimizer: !withoutOptimizer });
  const params = count(model.countParams());
  console.log(`${to}: ${model.name}, ${String(model.layers.length)} layers, ${params} parameters`);
}
