import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { checkDataFormat, type LayerOptions, onlyTensor } from './image-layer.js';

/** What a layer takes that resizes images. */
export interface ResizingOptions extends LayerOptions {
  /** Height that comes out, in pixels. */
  readonly height: number;
  /** Width that comes out, in pixels. */
  readonly width: number;
  /** How values between pixels are found, default `bilinear`. */
  readonly interpolation?: 'bilinear' | 'nearest';
  /** Only `channelsLast` is supported. */
  readonly dataFormat?: 'channelsLast' | null;
  /** Not supported, and refused when a saved model has it. */
  readonly cropToAspectRatio?: boolean;
  /** Not supported, and refused when a saved model has it. */
  readonly padToAspectRatio?: boolean;
  /** Not supported, and refused when a saved model has it. */
  readonly antialias?: boolean;
}

/**
 * Resizes images, between the centres of pixels and without regard to proportions.
 *
 * @remarks Source: Keras 3.15, `keras.layers.Resizing`. tfjs's own layer takes the corners of
 * pixels, which shifts the image.
 */
export class Resizing extends tf.layers.Layer {
  /** Name in a saved model. */
  static className = 'Resizing';
  private readonly size: [number, number];
  private readonly interpolation: 'bilinear' | 'nearest';

  /**
   * @param options - height, width, interpolation and name
   * @throws ArgumentError when an option is asked for that is not supported
   */
  constructor(options: ResizingOptions) {
    super(options);
    checkDataFormat(this.name, options.dataFormat);
    checkSupported(this.name, options);
    this.size = [options.height, options.width];
    this.interpolation = options.interpolation ?? 'bilinear';
  }

  /**
   * Resizes.
   *
   * @param inputs - images, [rows, height, width, channels]
   * @returns float32 images of the layer's size
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const images = tf.cast(onlyTensor(inputs), 'float32') as tf.Tensor4D;
      return this.interpolation === 'bilinear'
        ? tf.image.resizeBilinear(images, this.size, false, true)
        : tf.image.resizeNearestNeighbor(images, this.size, false, true);
    });
  }

  /**
   * The shape that comes out.
   *
   * @param inputShape - [rows, height, width, channels]
   * @returns the same with the layer's size
   */
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [rows, , , channels] = inputShape as tf.Shape;
    return [rows!, ...this.size, channels!];
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const [height, width] = this.size;
    return { ...super.getConfig(), height, width, interpolation: this.interpolation };
  }
}

/**
 * Makes a layer that resizes images; see {@link Resizing}.
 *
 * @param options - height, width, interpolation and name
 * @returns the layer
 * @throws ArgumentError when an option is asked for that is not supported
 * @example
 * ```ts
 * const layer = resizing({ height: 150, width: 150 });
 * ```
 */
export function resizing(options: ResizingOptions): Resizing {
  return new Resizing(options);
}

function checkSupported(layer: string, options: ResizingOptions): void {
  for (const name of ['cropToAspectRatio', 'padToAspectRatio', 'antialias'] as const) {
    if (!options[name]) continue;
    throw new ArgumentError(`${layer}: ${name} is true, expected false: it is not supported.`);
  }
  const { interpolation = 'bilinear' } = options;
  if (['bilinear', 'nearest'].includes(interpolation)) return;
  throw new ArgumentError(
    `${layer}: interpolation is ${JSON.stringify(interpolation)}, expected bilinear or nearest.`,
  );
}
