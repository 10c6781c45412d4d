import { dropout, tf } from '../engine/index.js';
import type { ApplicationOptions } from './application-options.js';
import { kernelInitializers, layerChain } from './layer-chain.js';

/** What MobileNet takes. */
export interface MobilenetOptions extends ApplicationOptions {
  /** Width: the number of filters is multiplied by it; default 1. */
  readonly alpha?: number;
}

/** Filters and stride of each block. */
const BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

/**
 * MobileNet (version 1) as Keras Applications defines it, its layers named as in Keras's weights
 * files: a convolution, then thirteen blocks of a depthwise and a pointwise one.
 *
 * @param options - input shape, width, seed, and whether with the classifier
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Howard et al., arXiv:1704.04861. Keras 3.15's `keras.applications.MobileNet`.
 * @example
 * ```ts
 * const base = mobilenet({ inputShape: [32, 32, 3], alpha: 0.25, seed: 42, includeTop: false });
 * base.countParams(); // => 218544
 * base.dispose();
 * ```
 */
export function mobilenet(options: MobilenetOptions): tf.LayersModel {
  const { inputShape, includeTop = true, pooling, alpha = 1 } = options;
  const { next, initializer } = kernelInitializers(options);
  const convolution = (name: string, filters: number, kernelSize: number, strides: number) =>
    tf.layers.conv2d({
      name,
      filters,
      kernelSize,
      strides,
      padding: 'same',
      useBias: false,
      kernelInitializer: initializer(),
    });
  const block = ([filters, strides]: (typeof BLOCKS)[number], index: number) => {
    const id = String(index + 1);
    return [
      ...(strides === 1 ? [] : [pad(`conv_pad_${id}`)]),
      tf.layers.depthwiseConv2d({
        name: `conv_dw_${id}`,
        kernelSize: 3,
        strides,
        padding: strides === 1 ? 'same' : 'valid',
        useBias: false,
        depthwiseInitializer: initializer(),
      }),
      ...normalised(`conv_dw_${id}`),
      convolution(`conv_pw_${id}`, Math.floor(filters * alpha), 1, 1),
      ...normalised(`conv_pw_${id}`),
    ];
  };
  const layers = [
    convolution('conv1', Math.floor(32 * alpha), 3, 2),
    ...normalised('conv1'),
    ...BLOCKS.flatMap(block),
    ...(includeTop || pooling ? [tf.layers.globalAveragePooling2d({ name: 'avg_pool' })] : []),
    ...(includeTop ? classifier(options, next, initializer) : []),
  ];
  return layerChain(`mobilenet_${alpha.toFixed(2)}_${String(inputShape[0])}`, inputShape, layers);
}

function pad(name: string): tf.layers.Layer {
  const padding: [[number, number], [number, number]] = [
    [0, 1],
    [0, 1],
  ];
  return tf.layers.zeroPadding2d({ name, padding });
}

function normalised(name: string): tf.layers.Layer[] {
  return [
    tf.layers.batchNormalization({ name: `${name}_bn` }),
    tf.layers.reLU({ name: `${name}_relu`, maxValue: 6 }),
  ];
}

// A 1×1 convolution over one pixel: its weights have the shape that Keras's files have.
function classifier(
  { alpha = 1, classes = 1000 }: MobilenetOptions,
  next: () => number,
  initializer: ReturnType<typeof kernelInitializers>['initializer'],
): tf.layers.Layer[] {
  return [
    tf.layers.reshape({ name: 'reshape_1', targetShape: [1, 1, Math.floor(1024 * alpha)] }),
    dropout({ name: 'dropout', rate: 1e-3, seed: next() }),
    tf.layers.conv2d({
      name: 'conv_preds',
      filters: classes,
      kernelSize: 1,
      padding: 'same',
      kernelInitializer: initializer(),
    }),
    tf.layers.reshape({ name: 'reshape_2', targetShape: [classes] }),
    tf.layers.activation({ name: 'predictions', activation: 'softmax' }),
  ];
}
