import { tf } from '../engine/index.js';
import { isJsonObject, type Json, type JsonObject, shown } from './json.js';
import { camelCase } from './layer-config.js';
import { type LossNames, lossFromKeras, metricsFromKeras, toKerasName } from './losses.js';
import { plainConfig } from './plain-config.js';

/** What a model is compiled with, from a file. */
export interface CompileSettings {
  /** tfjs's optimizer. */
  readonly optimizer: tf.Optimizer;
  /** A loss, or one for each output. */
  readonly loss: LossNames;
  /** tfjs's names of the metrics. */
  readonly metrics: string[];
  /** What of the file's settings is left out. */
  readonly notices: readonly string[];
}

/** Settings of optimizers that are not done here, and what they are when not used. */
const UNUSED: Readonly<Record<string, Json[]>> = {
  weight_decay: [null, 0],
  clipnorm: [null],
  global_clipnorm: [null],
  clipvalue: [null],
  use_ema: [null, false],
  loss_scale_factor: [null],
  gradient_accumulation_steps: [null],
  amsgrad: [null, false],
  decay: [null, 0],
  schedule_decay: [null],
};

/**
 * Whether a file says how its model is compiled; one that never was may have settings that are all null.
 *
 * @param json - `training_config` of an `.h5` or `compile_config` of a `.keras` file
 * @returns true where an optimizer is named
 */
export function hasOptimizer(json: Json): boolean {
  if (!isJsonObject(json)) return true;
  return (json['optimizer_config'] ?? json['optimizer'] ?? null) !== null;
}

/**
 * Reads how a model was compiled, in any of Keras's dialects.
 *
 * @param json - `training_config` of an `.h5` or `compile_config` of a `.keras` file
 * @param outputs - names of the model's outputs
 * @returns the settings, or one sentence that says what of them is not known here
 */
export function readCompileConfig(json: Json, outputs: number): CompileSettings | string {
  const config = plainConfig(json);
  if (!isJsonObject(config)) return 'the compile settings are not those of a model';
  const optimizer = optimizerFrom(config['optimizer_config'] ?? config['optimizer'] ?? null);
  if (typeof optimizer === 'string') return optimizer;
  const weights = config['loss_weights'];
  if (weights !== null && weights !== undefined)
    return 'losses are weighted, which is not supported';
  const loss = lossFromKeras(config['loss'] ?? null, outputs);
  if (loss === undefined) return `the loss ${shown(config['loss'])} is not known here`;
  const { known, unknown } = metricsFromKeras([
    config['metrics'] ?? null,
    config['weighted_metrics'] ?? null,
  ]);
  const notices = unknown.map((metric) => `The metric ${metric} is not known here and left out.`);
  return { optimizer, loss, metrics: known, notices };
}

function optimizerFrom(json: Json): tf.Optimizer | string {
  const className = isJsonObject(json) ? shown(json['class_name']) : shown(json);
  const config = isJsonObject(json) && isJsonObject(json['config']) ? json['config'] : {};
  const unsupported = Object.entries(UNUSED).find(
    ([key, values]) => key in config && !values.includes(config[key]!),
  );
  if (unsupported) return `the optimizer's ${unsupported[0]} is not supported`;
  const rate = config['learning_rate'] ?? config['lr'] ?? null;
  if (rate !== null && typeof rate !== 'number') return 'the learning rate follows a schedule';
  const number = (key: string, otherwise: number) => {
    const value = config[key];
    return typeof value === 'number' ? value : otherwise;
  };
  const learningRate = (otherwise: number) => shortest(typeof rate === 'number' ? rate : otherwise);
  switch (camelCase(className.toLowerCase())) {
    case 'adam':
      return tf.train.adam(
        learningRate(1e-3),
        number('beta_1', 0.9),
        number('beta_2', 0.999),
        number('epsilon', 1e-7),
      );
    case 'sgd':
      return number('momentum', 0) === 0
        ? tf.train.sgd(learningRate(1e-2))
        : tf.train.momentum(learningRate(1e-2), number('momentum', 0), config['nesterov'] === true);
    case 'rmsprop':
      return tf.train.rmsprop(
        learningRate(1e-3),
        number('rho', 0.9),
        number('momentum', 0),
        number('epsilon', 1e-7),
        config['centered'] === true,
      );
    case 'adagrad':
      return tf.train.adagrad(learningRate(1e-3), number('initial_accumulator_value', 0.1));
    case 'adadelta':
      return tf.train.adadelta(learningRate(1e-3), number('rho', 0.95), number('epsilon', 1e-7));
    case 'adamax':
      return tf.train.adamax(
        learningRate(1e-3),
        number('beta_1', 0.9),
        number('beta_2', 0.999),
        number('epsilon', 1e-7),
      );
    default:
      return `the optimizer ${className} is not known here`;
  }
}

/** A float32 as the shortest number that is the same in float32, e.g. 0.001. */
export function shortest(value: number): number {
  const short = Number(value.toPrecision(7));
  return Math.fround(short) === Math.fround(value) ? short : value;
}

// In Keras's words; undefined where the optimizer is not known here.
function optimizerConfig(optimizer: tf.Optimizer): JsonObject | undefined {
  const config = optimizer.getConfig() as Record<string, number>;
  const { learningRate } = optimizer as unknown as { learningRate: number };
  switch (optimizer.getClassName()) {
    case 'Adam': {
      const { beta1, beta2, epsilon } = optimizer as unknown as Record<string, number>;
      return {
        class_name: 'Adam',
        config: {
          name: 'adam',
          learning_rate: learningRate,
          beta_1: beta1!,
          beta_2: beta2!,
          epsilon: epsilon!,
          amsgrad: false,
        },
      };
    }
    case 'SGD':
    case 'Momentum':
      return {
        class_name: 'SGD',
        config: {
          name: 'SGD',
          learning_rate: learningRate,
          // Keras takes no whole number for it.
          ...(config['momentum'] ? { momentum: config['momentum'] } : {}),
          nesterov: Boolean(config['useNesterov'] ?? false),
        },
      };
    case 'RMSProp':
      return named('RMSprop', learningRate, {
        rho: config['decay']!,
        momentum: config['momentum']!,
        epsilon: config['epsilon']!,
        centered: Boolean(config['centered']),
      });
    case 'Adagrad':
      return named('Adagrad', learningRate, {
        initial_accumulator_value: config['initialAccumulatorValue']!,
      });
    case 'Adadelta':
      return named('Adadelta', learningRate, { rho: config['rho']!, epsilon: config['epsilon']! });
    case 'Adamax':
      return named('Adamax', learningRate, {
        beta_1: config['beta1']!,
        beta_2: config['beta2']!,
        epsilon: config['epsilon']!,
      });
    default:
      return undefined;
  }
}

function named(name: string, learningRate: number, settings: JsonObject): JsonObject {
  const config = { name: name.toLowerCase(), learning_rate: learningRate, ...settings };
  return { class_name: name, config };
}

/**
 * Says how a model is compiled, as Keras 2 and 3 read it.
 *
 * @param model - compiled
 * @returns optimizer, loss and metrics; undefined where Keras has no name for one of them
 */
export function compileConfig(model: tf.LayersModel): JsonObject | undefined {
  const { optimizer, loss, metrics } = model as unknown as {
    optimizer: tf.Optimizer;
    loss: unknown;
    metrics: unknown;
  };
  const [config, lossNames] = [optimizerConfig(optimizer), kerasNames(loss)];
  if (config === undefined || lossNames === undefined) return undefined;
  return {
    optimizer: config,
    loss: lossNames,
    loss_weights: null,
    metrics: kerasNames(metrics) ?? null,
    weighted_metrics: null,
  };
}

function kerasNames(names: unknown): Json | undefined {
  if (typeof names === 'string') return toKerasName(names);
  if (Array.isArray(names) && names.length > 0) {
    const all = names.map(kerasNames);
    return all.some((name) => name === undefined) ? undefined : (all as Json[]);
  }
  if (typeof names !== 'object' || names === null || Array.isArray(names)) return undefined;
  const entries = Object.entries(names).map(([key, name]) => [key, kerasNames(name)] as const);
  return entries.some(([, name]) => name === undefined)
    ? undefined
    : (Object.fromEntries(entries) as JsonObject);
}
