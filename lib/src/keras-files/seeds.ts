import type { SeedGenerator, tf } from '../engine/index.js';
import type { Hdf5Dataset, Hdf5Group } from './hdf5/index.js';
import { storedLayers } from './layer-weights.js';
import { storedVariables } from './load-weights.js';

/** A layer that draws random numbers, as Keras does. */
interface Seeded extends tf.layers.Layer {
  readonly seedGenerator?: SeedGenerator;
}

/** Where Keras 3 keeps a layer's seed, and the seed with the number of draws done. */
export function seedDatasets(model: tf.LayersModel): (readonly [string, Hdf5Dataset])[] {
  return storedLayers(model).flatMap(({ layer, path }) => {
    const { seedGenerator } = layer as Seeded;
    if (!seedGenerator) return [];
    const read = () => Uint32Array.of(seedGenerator.seed, seedGenerator.draws);
    return [[`${path}/seed_generator`, { shape: [2], read }] as const];
  });
}

/** Goes on in the streams of random numbers where a `.keras` file left off. */
export function restoreSeeds(model: tf.LayersModel, root: Hdf5Group): void {
  for (const { layer, path } of storedLayers(model)) {
    const { seedGenerator } = layer as Seeded;
    const [state] = storedVariables(root, `${path}/seed_generator`);
    if (!seedGenerator || state?.shape[0] !== 2) continue;
    const [seed, draws] = Array.from(state.read() as ArrayLike<number | bigint>, Number);
    seedGenerator.moveTo(seed!, draws!);
  }
}
