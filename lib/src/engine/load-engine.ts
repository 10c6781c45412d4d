import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError, EngineError } from '../core/index.js';
import { useJpegDecoder } from '../images/index.js';
import { Dropout } from './dropout.js';
import { BFLOAT16_OPS, type DtypePolicy, dtypePolicy, setDtypePolicy } from './dtype-policy.js';
import { heedInterruptInFit } from './heed-interrupt.js';
import { normalizeBatchesAsKeras } from './keras-batch-normalization.js';
import { setTrainableAsKeras } from './keras-trainable.js';
import { useNativeGradients } from './native-gradients.js';
import { useNativeTransform } from './native-transform.js';
import { restoreLegacyUtil } from './node-compatibility.js';
import { isTensorFlowActive, tensorFlowBackend } from './tensorflow-binding.js';

/** How the engine is loaded. */
export interface EngineOptions {
  /** Threads for one op and for ops side by side; default: all that the machine offers. */
  readonly threads?: number;
  /** Let TensorFlow print its start-up lines; default false. */
  readonly verbose?: boolean;
  /**
   * How training steps that are compiled from now on compute; default float32 until a call says
   * otherwise. What a model predicts is float32 always.
   */
  readonly dtypePolicy?: DtypePolicy;
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
  /** How training steps compute. */
  readonly dtypePolicy: DtypePolicy;
  /** One phrase for a report, e.g. `TensorFlow 2.21.0 (CPU, 2 threads)`, with the policy where it is not float32. */
  readonly description: string;
  /** True where JavaScript had to stand in for TensorFlow: say so wherever a result shows. */
  readonly fallback: boolean;
  /** Lines that whoever shows a result must show with it. */
  readonly notices: readonly string[];
}

const MIXED_BFLOAT16 =
  'Models were trained under mixed_bfloat16: products rounded to 8 bits; predictions are float32.';

let loading: Promise<Engine> | undefined;

/**
 * Finds TensorFlow and makes it tfjs's backend. The first call decides; later calls give
 * the same engine, and may change the policy.
 *
 * @param options - threads, verbosity, and whether JavaScript may stand in
 * @returns the engine that computes from now on
 * @throws ArgumentError when `threads` is no positive integer
 * @throws EngineError when TensorFlow cannot be loaded and `allowFallback` is not set, or when
 * `mixed_bfloat16` is asked of a processor without units for it, of a GPU, or of JavaScript
 * @example
 * ```ts
 * const engine = await loadEngine();
 * console.log(engine.description); // TensorFlow 2.21.0 (CPU, 2 threads)
 * ```
 */
export async function loadEngine(options: EngineOptions = {}): Promise<Engine> {
  if (options.threads !== undefined) checkThreads(options.threads);
  loading ??= findEngine(options);
  const engine = await loading;
  if (engine.fallback && !options.allowFallback) {
    throw new EngineError(engine.notices.slice(1).join('\n'));
  }
  if (options.dtypePolicy !== undefined) {
    setDtypePolicy(options.dtypePolicy, engine.fallback ? null : tensorFlowBackend().binding);
  }
  return withDtypePolicy(engine, dtypePolicy());
}

function withDtypePolicy(engine: Engine, policy: DtypePolicy): Engine {
  if (policy === 'float32') return engine;
  return {
    ...engine,
    dtypePolicy: policy,
    description: engine.description.replace(/\)$/, `, ${policy})`),
    notices: [...engine.notices, MIXED_BFLOAT16],
  };
}

async function findEngine({ threads, verbose = false }: EngineOptions): Promise<Engine> {
  const used = setEnvironment(threads, verbose);
  const error = await loadTensorFlow();
  // A saved model's Dropout becomes ours.
  tf.serialization.registerClass(Dropout);
  setTrainableAsKeras();
  normalizeBatchesAsKeras();
  heedInterruptInFit();
  return error ? javaScriptEngine(error) : tensorFlowEngine(used);
}

function checkThreads(threads: number): void {
  if (Number.isInteger(threads) && threads > 0) return;
  throw new ArgumentError(`threads is ${String(threads)}, expected a positive integer.`);
}

// TensorFlow takes its settings from the environment alone, when its library is loaded.
// A number of threads that the user has set there counts unless the call gives one.
function setEnvironment(threads: number | undefined, verbose: boolean): number {
  const { env } = process;
  env['TF_CPP_MIN_LOG_LEVEL'] ??= verbose ? '0' : '3';
  const given = Number(env['TF_NUM_INTRAOP_THREADS']);
  const used = threads ?? (given > 0 ? given : availableParallelism());
  env['TF_NUM_INTRAOP_THREADS'] = String(used);
  env['TF_NUM_INTEROP_THREADS'] ??= String(used);
  env['TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_INFERLIST_ADD'] ??= BFLOAT16_OPS;
  return used;
}

// An addon of its own, built beside TensorFlow's: the library logs while it is loaded.
function setLogLevel(): void {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
  require(path.join(folder, 'lib/napi-v8/log_level.node'));
}

async function loadTensorFlow(): Promise<EngineError | null> {
  restoreLegacyUtil();
  try {
    setLogLevel();
    await import('@tensorflow/tfjs-node');
  } catch (error) {
    return cannotLoad((error as Error).message.split('\n')[0] ?? '', error);
  }
  await tf.ready();
  if (!isTensorFlowActive()) return cannotLoad(`tfjs uses "${tf.getBackend()}" instead`);
  const ours = 'createGraph' in tensorFlowBackend().binding;
  return ours ? null : cannotLoad("the addon is tfjs-node's prebuilt one, expected ours");
}

function cannotLoad(reason: string, cause?: unknown): EngineError {
  return new EngineError(
    `TensorFlow cannot be loaded: ${reason}.\n` +
      'Run `npm run setup`, which builds its addon; `npx dermlab doctor` says more.',
    { cause },
  );
}

function tensorFlowEngine(threads: number): Engine {
  const { binding } = tensorFlowBackend();
  useNativeGradients();
  useNativeTransform();
  if (binding.decodeJpeg) useJpegDecoder(binding.decodeJpeg);
  const version = binding.TF_Version;
  const device = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
  return {
    kind: 'tensorflow',
    tensorflowVersion: version,
    devices: binding.deviceNames(),
    threads,
    dtypePolicy: 'float32',
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
    dtypePolicy: 'float32',
    description: `tfjs ${tf.version.tfjs} in JavaScript, NOT TensorFlow`,
    fallback: true,
    notices: [
      'TensorFlow could not be loaded: JavaScript computes instead, some hundred times slower.',
      error.message,
    ],
  };
}
