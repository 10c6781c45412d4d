import { ArgumentError } from '../core/index.js';
import { SeedGenerator, tf } from '../engine/index.js';

/** What every layer takes. */
export interface LayerOptions {
  /** Name of the layer. */
  readonly name?: string;
  /** Shape of the input without the rows, for the first layer of a Sequential. */
  readonly inputShape?: number[];
}

/** What every random layer takes. */
export interface RandomLayerOptions extends LayerOptions {
  /** Key of the random stream, an integer below 2⁵³; drawn at random when absent, as in Keras. */
  readonly seed?: number | null;
  /** Order of the axes; only `channelsLast` is supported. */
  readonly dataFormat?: 'channelsLast' | null;
}

/**
 * A layer that changes images at random in training, and leaves them as they are at inference.
 * What it draws is a pure function of the seed and of how many draws were done before, and what
 * Keras's layer draws on TensorFlow with that seed.
 */
export abstract class RandomImageLayer extends tf.layers.Layer {
  /** What the changes are drawn from. */
  readonly seedGenerator: SeedGenerator;

  /**
   * @param options - seed and name
   * @throws ArgumentError when the seed is no integer, or the channels are not last
   */
  constructor(options: RandomLayerOptions) {
    super(options);
    checkDataFormat(this.name, options.dataFormat);
    this.seedGenerator = new SeedGenerator(options.seed);
  }

  /**
   * Changes images in training; gives them unchanged at inference.
   *
   * @param inputs - images, [rows, height, width, channels]
   * @param kwargs - `training`: whether to change them
   * @returns float32 images of the same shape
   */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const images = tf.cast(onlyTensor(inputs), 'float32');
      checkRank(this.name, images);
      return kwargs.training === true ? this.change(images as tf.Tensor4D) : images;
    });
  }

  /**
   * The shape that comes out: the one that goes in.
   *
   * @param inputShape - any shape
   * @returns the same shape
   */
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const config = { seed: this.seedGenerator.seed, dataFormat: 'channelsLast' };
    return { ...super.getConfig(), ...config };
  }

  /** @inheritdoc */
  override dispose(): ReturnType<tf.layers.Layer['dispose']> {
    this.seedGenerator.dispose();
    return super.dispose();
  }

  /**
   * Draws and applies the changes.
   *
   * @param images - float32, [rows, height, width, channels]
   * @returns images of the same shape
   */
  protected abstract change(images: tf.Tensor4D): tf.Tensor;
}

/**
 * The one tensor that a layer is called with.
 *
 * @param inputs - a tensor, or a list of one
 * @returns the tensor
 */
export function onlyTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0]! : inputs;
}

/**
 * Refuses channels that are not last: TensorFlow has no such kernels on a CPU.
 *
 * @param layer - name of the layer
 * @param dataFormat - as in the layer's config
 * @throws ArgumentError when it is anything but `channelsLast` or absent
 */
export function checkDataFormat(layer: string, dataFormat: string | null | undefined): void {
  if ((dataFormat ?? 'channelsLast') === 'channelsLast') return;
  throw new ArgumentError(
    `${layer}: dataFormat is ${JSON.stringify(dataFormat)}, expected "channelsLast".`,
  );
}

function checkRank(layer: string, images: tf.Tensor): void {
  if (images.rank === 4) return;
  throw new ArgumentError(
    `${layer}: the input has the shape [${images.shape.join(', ')}], expected images [rows, height, width, channels].`,
  );
}
