import { ArgumentError, EngineError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { RandomImageLayer, type RandomLayerOptions } from './image-layer.js';

const FILL_MODES = ['reflect', 'wrap', 'constant', 'nearest'] as const;
const INTERPOLATIONS = ['nearest', 'bilinear'] as const;

/** What layers take that move the pixels of an image. */
export interface ImageTransformOptions extends RandomLayerOptions {
  /** What shows beyond the edges, default `reflect`: (d c b a | a b c d | d c b a). */
  readonly fillMode?: (typeof FILL_MODES)[number];
  /** How values between pixels are found, default `bilinear`. */
  readonly interpolation?: (typeof INTERPOLATIONS)[number];
  /** The value beyond the edges where `fillMode` is `constant`, default 0. */
  readonly fillValue?: number;
}

/** A layer that moves the pixels of each image by a matrix that it draws; only on TensorFlow. */
export abstract class RandomTransformLayer extends RandomImageLayer {
  private readonly fillMode: (typeof FILL_MODES)[number];
  private readonly interpolation: (typeof INTERPOLATIONS)[number];
  private readonly fillValue: number;

  /**
   * @param options - fill mode, interpolation, seed and name
   * @throws ArgumentError when fill mode or interpolation are not known
   */
  constructor(options: ImageTransformOptions) {
    super(options);
    this.fillMode = oneOf(FILL_MODES, `${this.name}: fillMode`, options.fillMode ?? 'reflect');
    const interpolation = options.interpolation ?? 'bilinear';
    this.interpolation = oneOf(INTERPOLATIONS, `${this.name}: interpolation`, interpolation);
    this.fillValue = options.fillValue ?? 0;
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const { fillMode, interpolation, fillValue } = this;
    return { ...super.getConfig(), fillMode, interpolation, fillValue };
  }

  /**
   * Draws the changes and applies them.
   *
   * @internal
   */
  protected override change(images: tf.Tensor4D): tf.Tensor {
    checkTensorFlow(this.name);
    const [rows, heightPx, widthPx] = images.shape;
    const matrix = this.drawMatrix(rows, heightPx, widthPx);
    return tf.image.transform(images, matrix, this.interpolation, this.fillMode, this.fillValue);
  }

  /**
   * Draws the matrices that take an output point to the input point whose value it gets.
   *
   * @param rows - how many images
   * @param heightPx - height of an image
   * @param widthPx - width of an image
   * @returns float32, [rows, 8]: (a₀x + a₁y + a₂, b₀x + b₁y + b₂), then two zeros
   */
  protected abstract drawMatrix(rows: number, heightPx: number, widthPx: number): tf.Tensor2D;
}

/**
 * Puts matrices together from their entries.
 *
 * @param entries - a₀, a₁, a₂, b₀, b₁, b₂, each a number or of shape [rows]
 * @param rows - how many matrices
 * @returns float32, [rows, 8]
 */
export function affineMatrices(
  entries: readonly (tf.Tensor | number)[],
  rows: number,
): tf.Tensor2D {
  const columns = [...entries, 0, 0].map((entry) =>
    typeof entry === 'number' ? tf.fill([rows], entry) : entry,
  );
  return tf.stack(columns, 1) as tf.Tensor2D;
}

// tfjs's own kernel, in JavaScript, gives other pixels.
function checkTensorFlow(layer: string): void {
  if (tf.getBackend() === 'tensorflow') return;
  throw new EngineError(
    `${layer}: turning, shifting and zooming images needs TensorFlow, which is not there: \`npx dermlab doctor\` says more.`,
  );
}

function oneOf<T extends string>(known: readonly T[], name: string, value: T): T {
  if (known.includes(value)) return value;
  throw new ArgumentError(
    `${name} is ${JSON.stringify(value)}, expected one of ${known.join(', ')}.`,
  );
}
