import { adamW, tf } from '../engine/index.js';
import { isJsonObject, type Json, type JsonObject, shown } from './json.js';
import { camelCase } from './layer-config.js';

/** Settings of optimizers that are not done here, and what they are when not used. */
const UNUSED: Readonly<Record<string, Json[]>> = {
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

const NO_WEIGHT_DECAY: Readonly<Record<string, Json[]>> = { weight_decay: [null, 0] };

/** The same for one optimizer: of all but AdamW the weight decay. */
const UNUSED_BY_NAME: Readonly<Record<string, Readonly<Record<string, Json[]>>>> = {
  adadelta: NO_WEIGHT_DECAY,
  adagrad: { ...NO_WEIGHT_DECAY, epsilon: [null, 1e-7] },
  adam: NO_WEIGHT_DECAY,
  adamax: NO_WEIGHT_DECAY,
  rmsprop: NO_WEIGHT_DECAY,
  sgd: NO_WEIGHT_DECAY,
};

/**
 * Makes tfjs's optimizer of Keras's settings.
 *
 * @param json - the optimizer of a `training_config` or `compile_config`: its name, or a config
 * @returns the optimizer, or one sentence that says what of it is not known here
 */
export function optimizerFrom(json: Json): tf.Optimizer | string {
  const className = isJsonObject(json) ? shown(json['class_name']) : shown(json);
  const config = isJsonObject(json) && isJsonObject(json['config']) ? json['config'] : {};
  const name = camelCase(className.toLowerCase());
  const unsupported = Object.entries({ ...UNUSED, ...UNUSED_BY_NAME[name] }).find(
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
  switch (name) {
    case 'adam':
      return tf.train.adam(
        learningRate(1e-3),
        number('beta_1', 0.9),
        number('beta_2', 0.999),
        number('epsilon', 1e-7),
      );
    case 'adamw':
      return adamW({
        learningRate: learningRate(1e-3),
        weightDecay: number('weight_decay', 0.004),
        beta1: number('beta_1', 0.9),
        beta2: number('beta_2', 0.999),
        epsilon: number('epsilon', 1e-7),
      });
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

/** Class names in Keras, and settings beside the learning rate, by tfjs's class name. */
const WRITERS: Readonly<
  Record<string, (settings: Readonly<Record<string, number>>) => readonly [string, JsonObject]>
> = {
  AdamW: ({ beta1, beta2, epsilon, weightDecay }) => [
    'AdamW',
    {
      beta_1: beta1!,
      beta_2: beta2!,
      epsilon: epsilon!,
      weight_decay: weightDecay!,
      amsgrad: false,
    },
  ],
  Adam: ({ beta1, beta2, epsilon }) => [
    'Adam',
    { beta_1: beta1!, beta_2: beta2!, epsilon: epsilon!, amsgrad: false },
  ],
  SGD: () => ['SGD', { nesterov: false }],
  Momentum: ({ momentum, useNesterov }) => [
    'SGD',
    { momentum: momentum!, nesterov: Boolean(useNesterov) },
  ],
  RMSProp: ({ decay, momentum, epsilon, centered }) => [
    'RMSprop',
    { rho: decay!, momentum: momentum!, epsilon: epsilon!, centered: Boolean(centered) },
  ],
  Adagrad: ({ initialAccumulatorValue }) => [
    'Adagrad',
    { initial_accumulator_value: initialAccumulatorValue! },
  ],
  Adadelta: ({ rho, epsilon }) => ['Adadelta', { rho: rho!, epsilon: epsilon! }],
  Adamax: ({ beta1, beta2, epsilon }) => [
    'Adamax',
    { beta_1: beta1!, beta_2: beta2!, epsilon: epsilon! },
  ],
};

/**
 * An optimizer in Keras's words.
 *
 * @param optimizer - tfjs's
 * @returns class name and config; undefined where the optimizer is not known here
 */
export function optimizerConfig(optimizer: tf.Optimizer): JsonObject | undefined {
  // Keras's config has no place for what is excluded from weight decay.
  const { excludeFromWeightDecay, ...numbers } = optimizer.getConfig();
  if (Array.isArray(excludeFromWeightDecay) && excludeFromWeightDecay.length > 0) return undefined;
  const settings = numbers as Readonly<Record<string, number>>;
  const written = WRITERS[optimizer.getClassName()]?.(settings);
  if (!written) return undefined;
  const [className, config] = written;
  // Keras's own names: adam, rmsprop and so on, but SGD.
  const name = className === 'SGD' ? className : className.toLowerCase();
  return {
    class_name: className,
    config: { name, learning_rate: settings['learningRate']!, ...config },
  };
}
