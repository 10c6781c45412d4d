import * as tf from '@tensorflow/tfjs';
import type { OpAttribute, TensorFlowBackend } from './tensorflow-binding.js';
import {
  hasOwnKernels,
  isTensorFlowActive,
  tensorFlowBackend,
  typeAttribute,
} from './tensorflow-binding.js';

const RELU_GRAD = 'ReluGrad';

/** How an op is computed: from inputs and attributes by tfjs's names. */
export type Kernel = (
  inputs: Record<string, tf.TensorInfo>,
  backend: TensorFlowBackend,
  attributes: Record<string, unknown>,
) => tf.TensorInfo;

/**
 * Gives tfjs TensorFlow's own ops where it makes do with several: relu's gradient,
 * adding a bias and its gradient, and the product of two matrices: those that Keras uses.
 * Values agree with tfjs's to rounding; resizing's gradient and means of booleans are put right. Calling it again changes nothing.
 *
 * @remarks A gradient of such a gradient is an error that names the op, never a wrong number.
 */
export function useNativeGradients(): void {
  if (findKernel(RELU_GRAD)) return;
  useReluGrad('Relu', RELU_GRAD);
  useReluGrad('Relu6', 'Relu6Grad');
  useBiasAdd();
  useBiasAddGrad();
  useMatMul();
  useFusedMatMul();
  useResizeBilinearGrad();
  useMean();
  useGather();
}

// tfjs declares it as never undefined.
function findKernel(name: string): tf.KernelConfig | undefined {
  return tf.getKernel(name, 'tensorflow');
}

/**
 * Registers a kernel of tfjs's TensorFlow backend.
 *
 * @param kernelName - tfjs's name of the op
 * @param kernel - computes it
 */
export function registerKernel(kernelName: string, kernel: Kernel): void {
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, backend, attrs }) =>
      kernel(inputs as Record<string, tf.TensorInfo>, backend as TensorFlowBackend, attrs ?? {}),
  });
}

// Puts `kernel` before tfjs's own, which still does what `kernel` leaves to it.
function overrideKernel(name: string, makeKernel: (stock: Kernel) => Kernel): void {
  const { kernelFunc } = tf.getKernel(name, 'tensorflow');
  const stock: Kernel = (inputs, backend, attrs) =>
    kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
  tf.unregisterKernel(name, 'tensorflow');
  registerKernel(name, makeKernel(stock));
}

function floatAttributes(): OpAttribute[] {
  return [typeAttribute('T', tensorFlowBackend().binding.TF_FLOAT)];
}

// tfjs has one gradient for all backends. Its own ask where relu's input is positive (and below
// 6), and there its output is.
function useReluGrad(relu: string, gradient: string): void {
  registerKernel(gradient, ({ dy, y }, backend) =>
    backend.executeSingleOutput(gradient, floatAttributes(), [dy!, y!]),
  );
  const stock = tf.getGradient(relu).gradFunc;
  tf.unregisterGradient(relu);
  tf.registerGradient({
    kernelName: relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) =>
      isTensorFlowActive()
        ? { x: () => tf.engine().runKernel(gradient, { dy: dy as tf.Tensor, y: y! }) }
        : stock(dy, [y!], {}),
  });
}

// [C] or [1, …, 1, C] added to [a, …, z, C].
function isBias(shape: readonly number[], outputShape: readonly number[]): boolean {
  const channels = outputShape.at(-1);
  return (
    outputShape.length > 1 &&
    shape.length > 0 &&
    shape.length <= outputShape.length &&
    shape.at(-1) === channels &&
    shape.slice(0, -1).every((length) => length === 1) &&
    outputShape.slice(0, -1).some((length) => length > 1)
  );
}

function useBiasAdd(): void {
  overrideKernel('Add', (stock) => (inputs, backend, attrs) => {
    const { a, b } = inputs as { a: tf.Tensor; b: tf.Tensor };
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    return floats && isBias(b.shape, a.shape)
      ? biasAdd(a, b, backend)
      : stock(inputs, backend, attrs);
  });
}

function biasAdd(value: tf.Tensor, bias: tf.Tensor, backend: TensorFlowBackend): tf.Tensor {
  return tf.tidy(() =>
    backend.executeSingleOutput('BiasAdd', floatAttributes(), [value, tf.reshape(bias, [-1])]),
  );
}

// The gradient of a bias, which tfjs sums over all axes but the last.
function useBiasAddGrad(): void {
  overrideKernel('Sum', (stock) => (inputs, backend, attrs) => {
    const { dtype, shape } = inputs['x']!;
    const axes = tf.util.parseAxisParam(attrs['axis'] as number[], shape);
    const allButLast = Array.from(shape.slice(1).keys());
    const same = dtype === 'float32' && shape.length > 1 && attrs['keepDims'] !== true;
    return same && tf.util.arraysEqual(axes, allButLast)
      ? backend.executeSingleOutput('BiasAddGrad', floatAttributes(), [inputs['x']!])
      : stock(inputs, backend, attrs);
  });
}

// tfjs sends two matrices through BatchMatMulV2, which TensorFlow does not fuse with
// a bias and an activation.
function useMatMul(): void {
  overrideKernel('BatchMatMul', (stock) => (inputs, backend, attrs) => {
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    if (!floats || a.shape.length !== 2 || b.shape.length !== 2)
      return stock(inputs, backend, attrs);
    const boolean = backend.binding.TF_ATTR_BOOL;
    const attributes = [
      ...floatAttributes(),
      { name: 'transpose_a', type: boolean, value: attrs['transposeA'] === true },
      { name: 'transpose_b', type: boolean, value: attrs['transposeB'] === true },
    ];
    return backend.executeSingleOutput('MatMul', attributes, [a, b]);
  });
}

// A dense layer at prediction: tfjs makes a batch of one of the two matrices, and gives a bias for
// images as [1, 1, 1, C], which TensorFlow fuses neither with the product nor with the activation.
function useFusedMatMul(): void {
  overrideKernel('_FusedMatMul', (stock) => (inputs, backend, attrs) => {
    const { a, b, bias } = inputs as { a: tf.Tensor; b: tf.Tensor; bias?: tf.Tensor };
    const flat = bias === undefined || bias.size === bias.shape.at(-1);
    if (a.shape.length !== 3 || a.shape[0] !== 1 || b.shape[0] !== 1 || !flat) {
      return stock(inputs, backend, attrs);
    }
    const matrices = { a: tf.squeeze(a, [0]), b: tf.squeeze(b, [0]) };
    const row = bias === undefined ? {} : { bias: tf.reshape(bias, [-1]) };
    // tfjs gives the result the shape that it is to have.
    const rows = stock({ ...inputs, ...matrices, ...row }, backend, attrs);
    tf.dispose([matrices, row]);
    return rows;
  });
}

// tfjs leaves out that pixels may have centres.
function useResizeBilinearGrad(): void {
  overrideKernel('ResizeBilinearGrad', (stock) => (inputs, backend, attrs) => {
    if (attrs['halfPixelCenters'] !== true) return stock(inputs, backend, attrs);
    const type = backend.binding.TF_ATTR_BOOL;
    const attributes = [...floatAttributes(), { name: 'half_pixel_centers', type, value: true }];
    const { dy, images } = inputs;
    return backend.executeSingleOutput('ResizeBilinearGrad', attributes, [dy!, images!]);
  });
}

// tfjs makes floats of booleans and tells TensorFlow that they are booleans, which a graph refuses.
function useMean(): void {
  overrideKernel('Mean', (stock) => (inputs, backend, attrs) => {
    const { x } = inputs as { x: tf.Tensor };
    if (x.dtype === 'float32') return stock(inputs, backend, attrs);
    const floats = tf.cast(x, 'float32');
    const mean = stock({ x: floats }, backend, attrs);
    floats.dispose();
    return mean;
  });
}

// tfjs reads the indices to check them, which TensorFlow does itself on a CPU.
function useGather(): void {
  if (!hasOwnKernels()) return;
  overrideKernel('GatherV2', () => (inputs, backend, attrs) => {
    const { x, indices } = inputs as { x: tf.TensorInfo; indices: tf.TensorInfo };
    const { TF_ATTR_INT, TF_INT32 } = backend.binding;
    const axis = tf.scalar(attrs['axis'] as number, 'int32');
    const attributes = [
      { name: 'batch_dims', type: TF_ATTR_INT, value: attrs['batchDims'] as number },
      typeAttribute('Tparams', backend.getDTypeInteger(x.dtype)),
      typeAttribute('Tindices', backend.getDTypeInteger(indices.dtype)),
      typeAttribute('Taxis', TF_INT32),
    ];
    const gathered = backend.executeSingleOutput('GatherV2', attributes, [x, indices, axis]);
    axis.dispose();
    return gathered;
  });
}
