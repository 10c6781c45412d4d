import { tf } from '../engine/index.js';
import { isJsonObject, type Json } from './json.js';

/** Name of the activation in a tfjs config. */
export const KERAS_2_HARD_SIGMOID = 'hardSigmoidKeras2';

type ActivationClass = tf.serialization.SerializableConstructor<
  tf.serialization.Serializable & { apply: (x: tf.Tensor) => tf.Tensor }
>;

/**
 * Gives the `hard_sigmoid` of a file from before Keras 3 a name of its own: Keras 3 gave the name to
 * a function of another slope. It was the default in recurrent layers up to Keras 2.2.
 *
 * @param config - a model's config of Keras 1 or 2
 * @returns the same with the activation renamed
 */
export function renameHardSigmoid(config: Json): Json {
  if (Array.isArray(config)) return config.map(renameHardSigmoid);
  if (!isJsonObject(config)) return config;
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const isIt = key.endsWith('activation') && value === 'hard_sigmoid';
      return [key, isIt ? KERAS_2_HARD_SIGMOID : renameHardSigmoid(value)];
    }),
  );
}

const [relu] = tf.serialization.SerializationMap.getMap().classNameMap['relu']!;
const base = Object.getPrototypeOf(relu) as ActivationClass;

/** 0.2 x + 0.5 between 0 and 1, as Keras 1 and 2 have it. */
class Keras2HardSigmoid extends base {
  static override className = KERAS_2_HARD_SIGMOID;

  override apply = (x: tf.Tensor): tf.Tensor =>
    tf.tidy(() => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1));

  override getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

tf.serialization.registerClass(Keras2HardSigmoid);
