import { tf } from '../engine/index.js';

type Function = (x: tf.Tensor) => tf.Tensor;

/** An activation of tfjs, whose base class is not public there. */
type ActivationClass = tf.serialization.SerializableConstructor<
  tf.serialization.Serializable & { apply: Function }
>;

/** Keras's activations that tfjs lacks or has otherwise, by the name in a tfjs config. */
const ACTIVATIONS: Readonly<Record<string, Function>> = {
  exponential: tf.exp,
  // tfjs has that of Keras 2: another slope.
  hardSigmoid,
  hardSilu: (x) => tf.mul(x, hardSigmoid(x)),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  relu6: tf.relu6,
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
};

/**
 * Makes Keras 3.15's activations known to tfjs: `silu`, `exponential`, `leakyRelu`, `hardSilu`,
 * and `hardSigmoid` as it is today.
 */
export function registerActivations(): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const [relu] = classNameMap['relu']!;
  const base = Object.getPrototypeOf(relu) as ActivationClass;
  for (const [name, apply] of Object.entries(ACTIVATIONS)) {
    const activation = class extends base {
      static override className = name;
      override apply = (x: tf.Tensor): tf.Tensor => tf.tidy(() => apply(x));
      override getConfig = () => ({});
    };
    tf.serialization.registerClass(activation);
  }
}

function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.div(tf.relu6(tf.add(x, 3)), 6);
}
