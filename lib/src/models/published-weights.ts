import type { BaseOptions } from './base-options.js';
import type { ModelName } from './model-table.js';

const ADDRESS = 'https://storage.googleapis.com/tensorflow/keras-applications';

/** Sizes of images that MobileNet was trained on. */
const MOBILENET_SIZES_PX = [128, 160, 192, 224];

/** A file of ImageNet weights that Keras Applications loads. */
export interface PublishedWeights {
  /** The network, as people call it. */
  readonly network: string;
  /** Where Keras fetches it. */
  readonly url: string;
  /** Name of the file. */
  readonly fileName: string;
  /** The checksum that Keras compares; absent where Keras has none. */
  readonly md5?: string;
  /** Size in bytes, where known. */
  readonly sizeBytes?: number;
}

/**
 * The weights file that Keras Applications would load for a model's base.
 *
 * @param model - a transfer model
 * @param base - its width
 * @param imageSizePx - height and width of the images
 * @returns the file's address and checksum; undefined for a model without a base
 * @remarks Keras 3.15, `keras/src/applications/vgg16.py` and `mobilenet.py`.
 */
export function publishedWeights(
  model: ModelName,
  { alpha = 1 }: BaseOptions,
  [heightPx, widthPx]: readonly [number, number],
): PublishedWeights | undefined {
  if (model === 'vgg16-transfer') return VGG16_WEIGHTS;
  if (model !== 'mobilenet-transfer') return undefined;
  const isTrainedSize = heightPx === widthPx && MOBILENET_SIZES_PX.includes(heightPx);
  const width = alpha === 1 ? '1_0' : (10 * alpha).toFixed(1).replace('.', '_');
  const fileName = `mobilenet_${width}_${isTrainedSize ? heightPx : 224}_tf_no_top.h5`;
  return {
    network: `MobileNet of width ${alpha}`,
    url: `${ADDRESS}/mobilenet/${fileName}`,
    fileName,
  };
}

const VGG16_FILE = 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';

const VGG16_WEIGHTS: PublishedWeights = {
  network: 'VGG16',
  url: `${ADDRESS}/vgg16/${VGG16_FILE}`,
  fileName: VGG16_FILE,
  md5: '6d6bbae143d832006294945121d1f1fc',
  sizeBytes: 58_889_256,
};
