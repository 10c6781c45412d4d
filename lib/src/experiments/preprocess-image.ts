import type { ImagePreprocessing } from './experiment.js';

/**
 * What `keras.applications.vgg16.preprocess_input` does (mode `caffe`): BGR, ImageNet's mean of each
 * channel subtracted, no scaling.
 */
export const caffePreprocessing = {
  divideBy: 1,
  channelOrder: 'BGR',
  subtract: [103.939, 116.779, 123.68],
} as const satisfies Partial<ImagePreprocessing>;

/** What `keras.applications.mobilenet.preprocess_input` does (mode `tf`): scaled to [-1, 1]. */
export const tfPreprocessing = {
  divideBy: 127.5,
  subtract: [1, 1, 1],
} as const satisfies Partial<ImagePreprocessing>;

/**
 * The shape of one image as a model's input.
 *
 * @param images - their size
 * @returns height, width, channels
 */
export function imageShape({
  heightPx,
  widthPx,
  channels = 3,
}: ImagePreprocessing): [number, number, number] {
  return [heightPx, widthPx, channels];
}

/**
 * Makes what writes an image's 8-bit values as a model's input, in float32 as Keras computes it.
 *
 * @param images - scale, order of the channels, and what is subtracted
 * @returns takes the image, where it goes, and the index of its first value there
 */
export function preprocessing({
  divideBy,
  channels = 3,
  channelOrder = 'RGB',
  subtract = [0, 0, 0],
}: ImagePreprocessing): (image: ArrayLike<number>, values: Float32Array, start: number) => void {
  const last = channelOrder === 'BGR' ? channels - 1 : 0;
  return (image, values, start) => {
    for (let i = 0; i < image.length; i += channels) {
      for (let channel = 0; channel < channels; channel += 1) {
        const value = Math.fround(image[i + Math.abs(last - channel)]! / divideBy);
        values[start + i + channel] = value - Math.fround(subtract[channel]!);
      }
    }
  };
}
