import { type Predict, softmaxCrossEntropy, tf } from '../engine/index.js';
import { argMax } from './arg-max.js';
import {
  type FitData,
  type FitRows,
  type ImageSequence,
  type ImageValues,
  imageBatch,
  oneHot,
} from './fit-data.js';
import type { EpochLog } from './run-result.js';

/** What the rows that a model is tested on show. */
export interface TestResult {
  /** Of each class, row-major, shape [rows, classes]. */
  readonly probabilities: Float32Array;
  /** Class index of each row. */
  readonly predicted: Int32Array;
  /** Loss and accuracy. */
  readonly log: Pick<EpochLog, 'valLoss' | 'valAccuracy'>;
}

/**
 * Predicts rows, each distinct image once, and takes loss and accuracy as Keras's
 * `evaluate` does.
 *
 * @param predict - gives logits
 * @param rows - validation or test rows
 * @param data - says how images become input
 * @param batchSize - images at a time
 * @returns probabilities, and what the history says of them
 */
export function testModel(
  predict: Predict,
  { pixels, labels }: FitRows,
  { images, nClasses }: Pick<FitData, 'images' | 'nClasses'>,
  batchSize: number,
): TestResult {
  return tf.tidy(() => {
    const logits = Array.isArray(pixels)
      ? predictDistinct(predict, pixels as readonly ImageValues[], images, batchSize)
      : predictImages(predict, pixels, images, batchSize);
    const losses = softmaxCrossEntropy(oneHot(labels, nClasses), logits);
    const probabilities = tf.softmax(logits).dataSync<'float32'>();
    const predicted = argMaxRows(probabilities, nClasses);
    const right = predicted.filter((label, row) => label === labels[row]).length;
    const valLoss = tf.mean(losses).dataSync()[0]!;
    return { probabilities, predicted, log: { valLoss, valAccuracy: right / predicted.length } };
  });
}

function predictDistinct(
  predict: Predict,
  pixels: readonly ImageValues[],
  images: FitData['images'],
  batchSize: number,
): tf.Tensor {
  const distinct = [...new Set(pixels)];
  const place = new Map(distinct.map((image, index) => [image, index]));
  const rows = Int32Array.from(pixels, (image) => place.get(image)!);
  const ofDistinct = predictImages(predict, distinct, images, batchSize);
  return tf.gather(ofDistinct, tf.tensor1d(rows, 'int32'));
}

/** Batch by batch, so that memory holds the inputs of one. */
function predictImages(
  predict: Predict,
  pixels: ImageSequence,
  images: FitData['images'],
  batchSize: number,
): tf.Tensor {
  const outputs: tf.Tensor[] = [];
  for (let start = 0; start < pixels.length; start += batchSize) {
    const length = Math.min(batchSize, pixels.length - start);
    const batch = Array.from({ length }, (_, row) => pixels.at(start + row)!);
    outputs.push(tf.tidy(() => predict(imageBatch(batch, images), batchSize)));
  }
  return tf.concat(outputs);
}

function argMaxRows(probabilities: Float32Array, nClasses: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / nClasses }, (_, row) =>
    argMax(probabilities.subarray(row * nClasses, (row + 1) * nClasses)),
  );
}
