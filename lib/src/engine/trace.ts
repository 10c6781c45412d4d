import * as tf from '@tensorflow/tfjs';
import type {
  GraphHandle,
  OpAttribute,
  TensorFlowBackend,
  TensorFlowBinding,
  TensorMetadata,
  TensorValues,
} from './tensorflow-binding.js';
import { tensorFlowBackend } from './tensorflow-binding.js';

// More would be data in the graph, not a shape or a factor.
const MAX_CONSTANT_BYTES = 4096;

/** A function that cannot become a graph; the message says why. */
export class UntraceableError extends Error {
  override readonly name = 'UntraceableError';
}

/** A graph drawn up from what a function did, ready to be registered. */
export interface Trace {
  /** The graph in the addon. */
  readonly graph: GraphHandle;
  /** Graph numbers of the inputs, arguments first. */
  readonly inputs: Int32Array;
  /** What feeds the inputs after the arguments: variables and other tensors that were used. */
  readonly captured: readonly tf.TensorInfo[];
  /** Graph numbers of the outputs: of each variable in `assigned`, then of the results. */
  readonly outputs: Int32Array;
  /** Variables that the function assigned. */
  readonly assigned: readonly tf.Variable[];
  /** Each op and small constant in order, to compare two traces. */
  readonly record: readonly string[];
}

/**
 * Runs a function on tensors that have a shape and no value, and draws up the graph of
 * what it does. No kernel runs, and variables keep their values.
 *
 * @param run - reads and assigns variables and gives the results
 * @param args - tensors that stand for the arguments; only shape and dtype matter
 * @returns the graph with its inputs and outputs
 * @throws UntraceableError when a value is read, a variable is made, random numbers are
 * drawn in JavaScript, a large constant appears, or a shape depends on values
 */
export function trace(run: () => tf.Tensor[], args: readonly tf.Tensor[]): Trace {
  const recorder = new Recorder(tensorFlowBackend());
  const variables = Object.values(tf.engine().registeredVariables);
  for (const argument of args) recorder.addInput(argument);
  const saved = variables.map((variable) => variable.clone());
  const random = watchRandom();
  recorder.start(variables);
  try {
    const results = tf.tidy(run);
    random.check();
    checkNoNewVariables(variables.length);
    return recorder.finish(variables, args.length, results);
  } finally {
    random.stop();
    recorder.stop();
    restore(variables, saved);
  }
}

function restore(variables: readonly tf.Variable[], saved: readonly tf.Tensor[]): void {
  for (const [i, variable] of variables.entries()) {
    const value = saved[i]!;
    if (variable.dataId !== value.dataId) variable.assign(value);
    value.dispose();
  }
}

function checkNoNewVariables(before: number): void {
  if (Object.keys(tf.engine().registeredVariables).length > before) {
    throw new UntraceableError('it creates a variable');
  }
}

function watchRandom(): { check(): void; stop(): void } {
  const { random } = Math;
  let drawn = false;
  Math.random = () => {
    drawn = true;
    return random();
  };
  return {
    check: () => {
      if (drawn) throw new UntraceableError('it draws random numbers in JavaScript');
    },
    stop: () => {
      Math.random = random;
    },
  };
}

// Stands in for the addon while a function is traced. Tensors of the graph have
// negative numbers, those of the eager context keep theirs.
class Recorder {
  private readonly backend: TensorFlowBackend;
  private readonly binding: TensorFlowBinding;
  private readonly graph: GraphHandle;
  private readonly inputs: number[] = [];
  private readonly captured: tf.TensorInfo[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly holders = new Map<number, tf.TensorInfo>();
  private readonly record: string[] = [];

  constructor(backend: TensorFlowBackend) {
    this.backend = backend;
    this.binding = backend.binding;
    this.graph = this.binding.createGraph();
  }

  addInput(tensor: tf.TensorInfo): number {
    const id = this.idOf(tensor);
    const dtype = this.backend.getDTypeInteger(tensor.dtype);
    const input = this.attempt(() => this.binding.graphInput(this.graph, dtype, tensor.shape));
    this.numbers.set(id, input.id);
    this.inputs.push(input.id);
    return input.id;
  }

  start(variables: readonly tf.Variable[]): void {
    for (const variable of variables) this.holders.set(this.idOf(variable), variable);
    this.backend.binding = Object.create(this.binding, {
      executeOp: { value: this.executeOp.bind(this) },
      createTensor: { value: this.createTensor.bind(this) },
      deleteTensor: { value: this.deleteTensor.bind(this) },
      tensorDataSync: { value: this.readValue.bind(this) },
    }) as TensorFlowBinding;
    const { getInputTensorIds } = this.backend;
    this.backend.getInputTensorIds = (tensors) => {
      const ids = getInputTensorIds.call(this.backend, tensors);
      for (const [i, id] of ids.entries()) {
        if (!this.holders.has(id)) this.holders.set(id, tensors[i]!);
      }
      return ids;
    };
  }

  stop(): void {
    this.backend.binding = this.binding;
    // The method of the class shows again.
    Reflect.deleteProperty(this.backend, 'getInputTensorIds');
  }

  finish(variables: readonly tf.Variable[], argumentCount: number, results: tf.Tensor[]): Trace {
    const assigned = variables.filter((variable) => this.idOf(variable) < 0);
    const outputs = [...assigned, ...results].map((tensor) => this.resolve(this.idOf(tensor)));
    tf.dispose(results);
    return {
      graph: this.graph,
      inputs: Int32Array.from(this.inputs),
      captured: this.captured.slice(),
      outputs: Int32Array.from(outputs),
      assigned,
      record: this.record,
    };
  }

  private idOf(tensor: tf.TensorInfo): number {
    return this.backend.getInputTensorIds([tensor])[0]!;
  }

  private resolve(id: number): number {
    if (id < 0) return -1 - id;
    return this.numbers.get(id) ?? this.capture(id);
  }

  private capture(id: number): number {
    const holder = this.holders.get(id);
    if (!holder) throw new UntraceableError('it uses a tensor that tfjs does not know');
    this.captured.push(holder);
    return this.addInput(holder);
  }

  private executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    ids: readonly number[],
  ): TensorMetadata[] {
    const inputs = Int32Array.from(ids, (id) => this.resolve(id));
    this.record.push(`${name} ${JSON.stringify(attributes)} ${inputs.join()}`);
    const outputs = this.attempt(() =>
      this.binding.graphOp(this.graph, name, attributes, inputs),
    );
    return outputs.map((output) => ({ ...output, id: -1 - output.id }));
  }

  private createTensor(shape: number[], dtype: number, values: TensorValues): number {
    if (Array.isArray(values)) throw new UntraceableError('it uses strings');
    if (values.byteLength > MAX_CONSTANT_BYTES) {
      throw new UntraceableError(
        `it makes a constant of ${String(values.byteLength)} bytes in JavaScript (shape [${shape.join(', ')}])`,
      );
    }
    this.record.push(`Const ${shape.join()} ${values.join()}`);
    const constant = this.attempt(() =>
      this.binding.graphConstant(this.graph, dtype, shape, values),
    );
    return -1 - constant.id;
  }

  private deleteTensor(id: number): void {
    if (id >= 0) this.binding.deleteTensor(id);
  }

  private readValue(id: number): Float32Array | Int32Array | Uint8Array {
    if (id < 0) throw new UntraceableError('it reads a value while it runs');
    return this.binding.tensorDataSync(id);
  }

  // An op that graphs lack, or a shape that is unknown: TensorFlow says which.
  private attempt<T>(build: () => T): T {
    try {
      return build();
    } catch (error) {
      throw new UntraceableError((error as Error).message, { cause: error });
    }
  }
}
