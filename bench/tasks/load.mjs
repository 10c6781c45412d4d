// Loads a Keras file again and again, optimizer and all.

import { loadEngine, loadKerasModel } from '../../lib/dist/index.js';
import { args, perBurst, serve } from '../side.mjs';

const [file] = args;

async function load() {
  let check;
  for (let i = 0; i < perBurst; i += 1) {
    const model = await loadKerasModel(file);
    check = [model.countParams(), model.layers.at(-1).getWeights()[0].dataSync()[0]];
    model.dispose();
    model.optimizer.dispose();
  }
  return check;
}

await loadEngine();
await serve({}, load);
