import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError, EngineError } from '../core/index.js';
import { Dropout } from './dropout.js';
import { useNativeGradients } from './native-gradients.js';
import { restoreLegacyUtil } from './node-compatibility.js';
import { isTensorFlowActive, tensorFlowBackend } from './tensorflow-binding.js';

/** How the engine is loaded. */
export interface EngineOptions {
  /** Threads for one op and for ops side by side; default: all that the machine offers. */
  readonly threads?: number;
  /** Let TensorFlow print its start-up lines; default false. */
  readonly verbose?: boolean;
  /** Go on with tfjs's slow JavaScript backend where TensorFlow cannot be had; default false. */
  readonly allowFallback?: boolean;
}

/** The engine that was found. */
export interface Engine {
  /** `tensorflow`: the native library. `javascript`: tfjs's own CPU backend. */
  readonly kind: 'tensorflow' | 'javascript';
  /** As the library itself says, e.g. `2.21.0`; null without TensorFlow. */
  readonly tensorflowVersion: string | null;
  /** TensorFlow's device names, e.g. `/job:localhost/replica:0/task:0/device:CPU:0`. */
  readonly devices: readonly string[];
  /** Threads for one op. */
  readonly threads: number;
  /** One phrase for a report, e.g. `TensorFlow 2.21.0 (CPU, 2 threads)`. */
  readonly description: string;
  /** True where JavaScript had to stand in for TensorFlow: say so wherever a result shows. */
  readonly fallback: boolean;
  /** Lines that whoever shows a result must show with it. */
  readonly notices: readonly string[];
}

let loaded: Engine | undefined;

/**
 * Finds TensorFlow and makes it tfjs's backend. The first call decides; later calls give
 * the same engine.
 *
 * @param options - threads, verbosity, and whether JavaScript may stand in
 * @returns the engine that computes from now on
 * @throws ArgumentError when `threads` is no positive integer
 * @throws EngineError when TensorFlow cannot be loaded and `allowFallback` is not set
 * @example
 * ```ts
 * const engine = await loadEngine();
 * console.log(engine.description); // TensorFlow 2.21.0 (CPU, 2 threads)
 * ```
 */
export async function loadEngine(options: EngineOptions = {}): Promise<Engine> {
  if (loaded) return loaded;
  const threads = checkThreads(options.threads ?? availableParallelism());
  const error = await loadTensorFlow(threads, options.verbose ?? false);
  if (error && !options.allowFallback) throw error;
  // A saved model's Dropout becomes ours.
  tf.serialization.registerClass(Dropout);
  loaded = error ? await javaScriptEngine(error) : tensorFlowEngine(threads);
  return loaded;
}

function checkThreads(threads: number): number {
  if (Number.isInteger(threads) && threads > 0) return threads;
  throw new ArgumentError(`threads is ${String(threads)}, expected a positive integer.`);
}

// TensorFlow reads these when its library loads. What the user has set wins.
function setEnvironment(threads: number, verbose: boolean): void {
  const settings = {
    TF_CPP_MIN_LOG_LEVEL: verbose ? '0' : '3',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
  };
  // The environment is the only way to tell TensorFlow; nothing is read from it for us.
  // eslint-disable-next-line no-restricted-syntax
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
}

// An addon of its own, built beside TensorFlow's: the library logs while it is loaded.
function setLogLevel(): void {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
  require(path.join(folder, 'lib/napi-v8/log_level.node'));
}

async function loadTensorFlow(threads: number, verbose: boolean): Promise<EngineError | null> {
  setEnvironment(threads, verbose);
  restoreLegacyUtil();
  try {
    setLogLevel();
    await import('@tensorflow/tfjs-node');
  } catch (error) {
    return new EngineError(
      `TensorFlow cannot be loaded: ${(error as Error).message.split('\n')[0] ?? ''}\n` +
        'Run `npm run setup`, which builds its addon; `npx dermlab doctor` says more.',
      { cause: error },
    );
  }
  await tf.ready();
  return isTensorFlowActive() ? null : new EngineError('TensorFlow loaded but is not active.');
}

function tensorFlowEngine(threads: number): Engine {
  const { binding } = tensorFlowBackend();
  useNativeGradients();
  const version = binding.TF_Version;
  const device = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
  return {
    kind: 'tensorflow',
    tensorflowVersion: version,
    devices: binding.deviceNames(),
    threads,
    description: `TensorFlow ${version} (${device}, ${String(threads)} threads)`,
    fallback: false,
    notices: [],
  };
}

async function javaScriptEngine(error: EngineError): Promise<Engine> {
  await tf.setBackend('cpu');
  // It would print a banner that advises to install what could not be loaded.
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  return {
    kind: 'javascript',
    tensorflowVersion: null,
    devices: ['cpu'],
    threads: 1,
    description: `tfjs ${tf.version.tfjs} in JavaScript, NOT TensorFlow`,
    fallback: true,
    notices: [
      'TensorFlow could not be loaded: JavaScript computes instead, some hundred times slower.',
      error.message,
    ],
  };
}
