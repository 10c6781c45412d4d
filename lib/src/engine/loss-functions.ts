import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { lastActivationName } from './logits.js';
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from './softmax-cross-entropy.js';
import type { TrainableModel } from './trainable-model.js';

type Loss = (y: tf.Tensor, output: tf.Tensor) => tf.Tensor;

/** How the loss of one output is computed. */
export interface OutputLoss {
  /** Whether it takes the logits in place of the output. */
  readonly ofLogits: boolean;
  /** A loss for each row, or several a row. */
  readonly loss: Loss;
}

/** Losses that Keras computes from logits: activation, and the name that a model is compiled with. */
const LOSSES_OF_LOGITS: Readonly<Record<string, Readonly<Record<string, Loss>>>> = {
  softmax: {
    categoricalCrossentropy: softmaxCrossEntropy,
    sparseCategoricalCrossentropy: sparseSoftmaxCrossEntropy,
  },
  sigmoid: { binaryCrossentropy: sigmoidCrossEntropy },
};

/**
 * The losses that a model was compiled with, one for each output: from logits where Keras does so.
 * tfjs clips probabilities at 1e-7, where the gradient vanishes.
 *
 * @param model - from `trainableModel`
 * @returns the losses in the order of the outputs
 * @throws ArgumentError when an output has none
 */
export function outputLosses(model: TrainableModel): readonly OutputLoss[] {
  return model.outputs.map((output, i) => {
    const name = lossName(model, i);
    const loss = model.lossFunctions[i] as Loss | undefined;
    if (!loss) {
      throw new ArgumentError(
        `The output "${model.outputNames[i]!}" has no loss: give model.compile one for each output.`,
      );
    }
    const ofLogits = typeof name === 'string' ? lossOfLogits(output, name) : undefined;
    return ofLogits ? { ofLogits: true, loss: ofLogits } : { ofLogits: false, loss };
  });
}

function lossName({ loss, outputNames }: TrainableModel, i: number): unknown {
  if (typeof loss !== 'object' || loss === null) return loss;
  return Array.isArray(loss)
    ? (loss as unknown[])[i]
    : (loss as Record<string, unknown>)[outputNames[i]!];
}

// TensorFlow's op takes a matrix.
function lossOfLogits(output: tf.SymbolicTensor, loss: string): Loss | undefined {
  const activation = lastActivationName(output);
  if (activation === undefined || (activation === 'softmax' && output.rank !== 2)) return undefined;
  return LOSSES_OF_LOGITS[activation]?.[loss];
}

// As TensorFlow has it: max(x, 0) - x z + log(1 + exp(-|x|)).
function sigmoidCrossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const linear = tf.sub(tf.relu(logits), tf.mul(logits, tf.cast(labels, 'float32')));
    const rest = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
    return tf.mean(tf.add(linear, rest), -1);
  });
}
