import { tf } from '../../lib/src/engine/index.js';

/** Adds what cannot be traced, so that the same ops run one by one. */
class ReadsValues extends tf.layers.Layer {
  static className = 'ReadsValues';
  override call(inputs: tf.Tensor[]): tf.Tensor {
    inputs[0]!.dataSync();
    return tf.clone(inputs[0]!);
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }
}

/** The same model behind a layer that keeps its steps from being compiled. */
export function withReadingLayer(model: tf.LayersModel): tf.LayersModel {
  const input = tf.input({ shape: model.inputs[0]!.shape.slice(1) });
  const read = new ReadsValues().apply(input) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: model.apply(read) as tf.SymbolicTensor });
}
