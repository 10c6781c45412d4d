import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../core/index.js';
import type { JpegDecoder } from '../images/index.js';

/** One attribute of a TensorFlow op, as tfjs-node's addon takes it. */
export interface OpAttribute {
  /** Name in the op's definition, e.g. `T`. */
  readonly name: string;
  /** One of the binding's `TF_ATTR_…` numbers. */
  readonly type: number;
  /** What fits the type; a dtype is one of the binding's `TF_…` numbers. */
  readonly value: boolean | number | string | object;
}

/** What the addon knows of a tensor. */
export interface TensorMetadata {
  /** Number in the eager context, or in the graph that is drawn up. */
  readonly id: number;
  /** Lengths of the axes. */
  readonly shape: number[];
  /** One of the binding's `TF_…` numbers. */
  readonly dtype: number;
}

/** Values of a constant: typed for numbers and booleans, arrays of bytes for strings. */
export type TensorValues = Float32Array | Int32Array | Uint8Array | Uint8Array[];

/** A graph while it is drawn up; lives in the addon and is freed with this object. */
export type GraphHandle = object;

/** The TensorFlow addon: what tfjs-node itself calls, and our own methods. */
export interface TensorFlowBinding {
  /** Version of TensorFlow's library, from the library itself. */
  readonly TF_Version: string;
  /** Number of dtype float32. */
  readonly TF_FLOAT: number;
  /** Number of dtype int32. */
  readonly TF_INT32: number;
  /** Integer attribute, or a list of them. */
  readonly TF_ATTR_INT: number;
  /** Float attribute, or a list of them. */
  readonly TF_ATTR_FLOAT: number;
  /** Boolean attribute, or a list of them. */
  readonly TF_ATTR_BOOL: number;
  /** String attribute, or a list of them. */
  readonly TF_ATTR_STRING: number;
  /** A dtype as an attribute. */
  readonly TF_ATTR_TYPE: number;
  /** Makes a tensor of the eager context and gives its number. */
  createTensor(shape: number[], dtype: number, values: TensorValues): number;
  /** Frees a tensor of the eager context. */
  deleteTensor(id: number): void;
  /** Copies a tensor out, once it is computed. */
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  /** Runs one op at once. */
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputIds: readonly number[],
    outputCount: number,
  ): TensorMetadata[];
  /** Whether tensors live on a GPU. */
  isUsingGpuDevice(): boolean;
  /** Begins an empty graph. */
  createGraph(): GraphHandle;
  /** Adds an input whose value is given at each call. */
  graphInput(graph: GraphHandle, dtype: number, shape: readonly number[]): TensorMetadata;
  /** Adds a constant; the values are copied. */
  graphConstant(
    graph: GraphHandle,
    dtype: number,
    shape: readonly number[],
    values: TensorValues,
  ): TensorMetadata;
  /** Adds an op; throws where the shape of an output is not known. */
  graphOp(
    graph: GraphHandle,
    type: string,
    attributes: readonly OpAttribute[],
    inputs: Int32Array,
  ): TensorMetadata[];
  /** Makes a function of a graph and registers it under a name. */
  addFunction(graph: GraphHandle, name: string, inputs: Int32Array, outputs: Int32Array): void;
  /** Takes a function out of the eager context. */
  removeFunction(name: string): void;
  /** Calls a function as one op; `configProto` is a serialized `tensorflow.ConfigProto`. */
  callFunction(
    name: string,
    configProto: Uint8Array,
    inputIds: Int32Array,
    outputCount: number,
  ): TensorMetadata[];
  /** The same on another thread, while JavaScript goes on; rejects with TensorFlow's message. */
  callFunctionAsync(
    name: string,
    configProto: Uint8Array,
    inputIds: Int32Array,
    outputCount: number,
  ): Promise<TensorMetadata[]>;
  /** TensorFlow's names of the devices. */
  deviceNames(): string[];
  /** Decodes and scales a JPEG on another thread; missing in an addon that was built before. */
  readonly decodeJpeg?: JpegDecoder;
  /** What the processor has for products of bfloat16: `AMX`, `AVX-512 BF16`, both or nothing. */
  bfloat16Units(): string[];
}

/** The parts of tfjs-node's backend that this room uses, some of them private there. */
export interface TensorFlowBackend {
  /** The addon; replaced while a function is traced. */
  binding: TensorFlowBinding;
  /** Numbers of tensors in the eager context. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  /** A tfjs tensor of what an op gave. */
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
  /** The binding's number of a dtype. */
  getDTypeInteger(dtype: tf.DataType): number;
  /** Runs an op on tfjs tensors. */
  executeMultipleOutputs(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputCount: number,
  ): tf.Tensor[];
  /** Runs an op that gives one tensor. */
  executeSingleOutput(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tf.TensorInfo[],
  ): tf.Tensor;
}

/**
 * Whether tensors are computed by TensorFlow now, rather than by tfjs's JavaScript backend.
 *
 * @returns true after `loadEngine` has found TensorFlow
 */
export function isTensorFlowActive(): boolean {
  return tf.getBackend() === 'tensorflow';
}

/**
 * The TensorFlow backend of tfjs.
 *
 * @returns the one instance of the process
 * @throws EngineError when TensorFlow is not the active backend
 */
export function tensorFlowBackend(): TensorFlowBackend {
  if (!isTensorFlowActive()) {
    throw new EngineError(
      `TensorFlow is not the active backend (it is "${tf.getBackend()}"): call loadEngine() first.`,
    );
  }
  return tf.backend() as unknown as TensorFlowBackend;
}

/**
 * Whether our own kernels run here: they are for the CPU.
 *
 * @returns false on a GPU and without TensorFlow, where stock ops do the same
 */
export function hasOwnKernels(): boolean {
  return isTensorFlowActive() && !tensorFlowBackend().binding.isUsingGpuDevice();
}

/**
 * A float attribute, e.g. a rate.
 *
 * @param name - the attribute's name
 * @param value - rounded to float32
 * @returns the attribute
 */
export function floatAttribute(name: string, value: number): OpAttribute {
  return { name, type: tensorFlowBackend().binding.TF_ATTR_FLOAT, value };
}

/**
 * A type attribute, e.g. `T` = float32.
 *
 * @param name - the attribute's name
 * @param dtype - one of the binding's `TF_…` numbers
 * @returns the attribute
 */
export function typeAttribute(name: string, dtype: number): OpAttribute {
  return { name, type: tensorFlowBackend().binding.TF_ATTR_TYPE, value: dtype };
}
