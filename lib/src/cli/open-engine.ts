import { type Engine, type EngineOptions, loadEngine } from '../engine/index.js';

/**
 * Loads the engine, JavaScript where TensorFlow cannot be had, and says so on standard error.
 *
 * @param options - threads of TensorFlow, default all cores, and how training steps compute
 * @returns the engine
 */
export async function openEngine({
  threads,
  dtypePolicy,
}: Pick<EngineOptions, 'threads' | 'dtypePolicy'> = {}): Promise<Engine> {
  const engine = await loadEngine({
    allowFallback: true,
    ...(threads === undefined ? {} : { threads }),
    ...(dtypePolicy === undefined ? {} : { dtypePolicy }),
  });
  for (const notice of engine.notices) console.error(`Note: ${notice}`);
  return engine;
}
