import * as tf from '@tensorflow/tfjs';
import { registerKernel } from './native-gradients.js';
import { isTensorFlowActive, typeAttribute } from './tensorflow-binding.js';

interface TransformAttributes {
  readonly interpolation: string;
  readonly fillMode: string;
  readonly fillValue: number;
  readonly outputShape: [number, number] | undefined;
}

/**
 * Gives `tf.image.transform`, which tfjs has for JavaScript alone, TensorFlow's op: the one that
 * Keras's random layers use. Without TensorFlow it is left as it is.
 */
export function useNativeTransform(): void {
  if (!isTensorFlowActive()) return;
  registerKernel(tf.Transform, ({ image, transforms }, backend, attributes) => {
    const { interpolation, fillMode, fillValue, outputShape } =
      attributes as unknown as TransformAttributes;
    const { TF_FLOAT, TF_ATTR_STRING } = backend.binding;
    return tf.tidy(() =>
      backend.executeSingleOutput(
        'ImageProjectiveTransformV3',
        [
          typeAttribute('dtype', TF_FLOAT),
          { name: 'interpolation', type: TF_ATTR_STRING, value: interpolation.toUpperCase() },
          { name: 'fill_mode', type: TF_ATTR_STRING, value: fillMode.toUpperCase() },
        ],
        [
          image!,
          transforms!,
          tf.tensor1d(outputShape ?? image!.shape.slice(1, 3), 'int32'),
          tf.scalar(fillValue),
        ],
      ),
    );
  });
}
