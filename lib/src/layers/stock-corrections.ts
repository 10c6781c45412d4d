import { tf } from '../engine/index.js';
import { onlyTensor } from './image-layer.js';

/** The parts of tfjs's layers that are used here, not public there. */
interface StockLayer {
  readonly dilationRate: [number, number];
  readonly kernelSize: [number, number];
  readonly strides: [number, number];
  readonly size: [number, number];
  readonly padding: string;
  readonly interpolation: string;
  readonly depthMultiplier: number;
  readonly maxValue: number | null | undefined;
  readonly depthwiseKernel: { read(): tf.Tensor4D };
  readonly depthwiseConstraint: tf.serialization.Serializable | null;
  readonly bias: { read(): tf.Tensor } | null;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  call: (inputs: tf.Tensor | tf.Tensor[], kwargs: object) => tf.Tensor;
  computeOutputShape: (shape: tf.Shape) => tf.Shape;
  getConfig: () => tf.serialization.ConfigDict;
}

/** Puts right what tfjs's own layers compute or save otherwise than Keras 3.15. */
export function correctStockLayers(): void {
  dilateDepthwise(prototypeOf('DepthwiseConv2D'));
  saveConstraint(prototypeOf('DepthwiseConv2D'));
  saveDepthMultiplier(prototypeOf('SeparableConv2D'));
  upSampleBetweenCentres(prototypeOf('UpSampling2D'));
  limitInOneOp(prototypeOf('ReLU'));
  keepInputShape(prototypeOf('CenterCrop'));
  keepInputShape(prototypeOf('CategoryEncoding'));
}

function prototypeOf(className: string): StockLayer {
  const [layerClass] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  const prototype: unknown = layerClass.prototype;
  return prototype as StockLayer;
}

function isDilated({ dilationRate }: StockLayer): boolean {
  return dilationRate.some((rate) => rate > 1);
}

// tfjs takes the rate and does not heed it.
function dilateDepthwise(prototype: StockLayer): void {
  const { call, computeOutputShape } = prototype;
  prototype.call = function (inputs, kwargs) {
    if (!isDilated(this)) return call.call(this, inputs, kwargs);
    return tf.tidy(() => {
      const x = onlyTensor(inputs) as tf.Tensor4D;
      const { strides, dilationRate } = this;
      const padding = this.padding as 'same' | 'valid';
      const kernel = this.depthwiseKernel.read();
      const y = tf.depthwiseConv2d(x, kernel, strides, padding, 'NHWC', dilationRate);
      const biased = this.bias ? tf.add(y, this.bias.read()) : y;
      return this.activation?.apply(biased) ?? biased;
    });
  };
  prototype.computeOutputShape = function (shape) {
    if (!isDilated(this)) return computeOutputShape.call(this, shape);
    const [rows, height, width, channels] = shape as [number, number, number, number];
    const lengths = [height, width].map((length, axis) => dilatedLength(this, length, axis));
    return [rows, ...lengths, channels * this.depthMultiplier];
  };
}

function dilatedLength(layer: StockLayer, length: number, axis: number): number {
  const window = (layer.kernelSize[axis]! - 1) * layer.dilationRate[axis]! + 1;
  const places = layer.padding === 'same' ? length : length - window + 1;
  return Math.ceil(places / layer.strides[axis]!);
}

// tfjs saves the regulariser in its place.
function saveConstraint(prototype: StockLayer): void {
  const { getConfig } = prototype;
  prototype.getConfig = function () {
    const constraint = this.depthwiseConstraint;
    const depthwiseConstraint = constraint && {
      className: constraint.getClassName(),
      config: constraint.getConfig(),
    };
    return { ...getConfig.call(this), depthwiseConstraint };
  };
}

function saveDepthMultiplier(prototype: StockLayer): void {
  const { getConfig } = prototype;
  prototype.getConfig = function () {
    return { ...getConfig.call(this), depthMultiplier: this.depthMultiplier };
  };
}

// tfjs takes the corners of pixels, which shifts the image.
function upSampleBetweenCentres(prototype: StockLayer): void {
  const { call } = prototype;
  prototype.call = function (inputs, kwargs) {
    if (this.interpolation !== 'bilinear') return call.call(this, inputs, kwargs);
    const images = onlyTensor(inputs) as tf.Tensor4D;
    const [, heightPx, widthPx] = images.shape;
    const size: [number, number] = [heightPx * this.size[0], widthPx * this.size[1]];
    return tf.image.resizeBilinear(images, size, false, true);
  };
}

function limitInOneOp(prototype: StockLayer): void {
  const { call } = prototype;
  prototype.call = function (inputs, kwargs) {
    return this.maxValue === 6 ? tf.relu6(onlyTensor(inputs)) : call.call(this, inputs, kwargs);
  };
}

// tfjs writes the shape that comes out over the one that goes in, which is the model's.
function keepInputShape(prototype: StockLayer): void {
  const { computeOutputShape } = prototype;
  prototype.computeOutputShape = function (shape) {
    return computeOutputShape.call(this, structuredClone(shape));
  };
}
