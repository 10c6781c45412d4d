import { type Engine, loadEngine } from '../engine/index.js';

/**
 * Loads the engine, JavaScript where TensorFlow cannot be had, and says so on standard error.
 *
 * @param options - threads of TensorFlow; default all cores
 * @returns the engine
 */
export async function openEngine({ threads }: { readonly threads?: number } = {}): Promise<Engine> {
  const engine = await loadEngine({
    allowFallback: true,
    ...(threads === undefined ? {} : { threads }),
  });
  for (const notice of engine.notices) console.error(`Note: ${notice}`);
  return engine;
}
