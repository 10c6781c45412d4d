import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../core/index.js';

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
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_STRING: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: number[], dtype: number, values: TensorValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputIds: readonly number[],
    outputCount: number,
  ): TensorMetadata[];
  isUsingGpuDevice(): boolean;
  createGraph(): GraphHandle;
  graphInput(graph: GraphHandle, dtype: number, shape: readonly number[]): TensorMetadata;
  graphConstant(
    graph: GraphHandle,
    dtype: number,
    shape: readonly number[],
    values: TensorValues,
  ): TensorMetadata;
  graphOp(
    graph: GraphHandle,
    type: string,
    attributes: readonly OpAttribute[],
    inputs: Int32Array,
  ): TensorMetadata[];
  addFunction(graph: GraphHandle, name: string, inputs: Int32Array, outputs: Int32Array): void;
  removeFunction(name: string): void;
  callFunction(
    name: string,
    configProto: Uint8Array,
    inputIds: Int32Array,
    outputCount: number,
  ): TensorMetadata[];
  deviceNames(): string[];
  setMallocThreshold(bytes: number): boolean;
}

/** The parts of tfjs-node's backend that this room uses, some of them private there. */
export interface TensorFlowBackend extends tf.KernelBackend {
  binding: TensorFlowBinding;
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
  getDTypeInteger(dtype: tf.DataType): number;
  executeMultipleOutputs(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputCount: number,
  ): tf.Tensor[];
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
  return tf.backend() as TensorFlowBackend;
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
