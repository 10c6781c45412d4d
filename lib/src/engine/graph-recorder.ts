import type * as tf from '@tensorflow/tfjs';
import { fuseReluGrad, type RecordedOp } from './fuse-relu-grad.js';
import {
  type GraphHandle,
  type OpAttribute,
  type TensorFlowBackend,
  type TensorFlowBinding,
  type TensorMetadata,
  type TensorValues,
  tensorFlowBackend,
} from './tensorflow-binding.js';
import { UntraceableError } from './untraceable-error.js';

// More would be data in the graph, not a shape or a factor.
const MAX_CONSTANT_BYTES = 4096;

/**
 * Stands in for the addon while a function is traced: every op of tfjs passes through the
 * addon's few methods. Tensors of the graph have negative ids there, those of the eager
 * context keep theirs.
 */
export class GraphRecorder {
  /** The graph in the addon. */
  readonly graph: GraphHandle;
  /** Graph numbers of the inputs, arguments first. */
  readonly inputs: number[] = [];
  /** Tensors of the eager context that were used without being arguments. */
  readonly captured: tf.TensorInfo[] = [];
  /** Each op and constant in order. */
  readonly record: string[] = [];
  private readonly backend: TensorFlowBackend;
  private readonly binding: TensorFlowBinding;
  private readonly numbers = new Map<number, number>();
  private readonly holders = new Map<number, tf.TensorInfo>();
  private readonly ops = new Map<number, RecordedOp>();

  /**
   * Begins a graph.
   *
   * @param args - tensors that stand for the arguments
   */
  constructor(args: readonly tf.Tensor[]) {
    this.backend = tensorFlowBackend();
    this.binding = this.backend.binding;
    this.graph = this.binding.createGraph();
    for (const argument of args) this.addInput(argument);
  }

  /**
   * From now on nothing runs, all is recorded.
   *
   * @param variables - those that exist
   */
  start(variables: readonly tf.Variable[]): void {
    for (const variable of variables) this.holders.set(this.idOf(variable), variable);
    this.backend.binding = Object.create(this.binding, {
      executeOp: { value: this.executeOp.bind(this) },
      createTensor: { value: this.createTensor.bind(this) },
      deleteTensor: { value: this.deleteTensor.bind(this) },
      tensorDataSync: { value: refuseToRead },
    }) as TensorFlowBinding;
    const getInputTensorIds = this.backend.getInputTensorIds.bind(this.backend);
    this.backend.getInputTensorIds = (tensors) => {
      const ids = getInputTensorIds(tensors);
      for (const [i, id] of ids.entries()) {
        if (!this.holders.has(id)) this.holders.set(id, tensors[i]!);
      }
      return ids;
    };
  }

  /** Ops run again. */
  stop(): void {
    this.backend.binding = this.binding;
    // The method of the class shows again.
    Reflect.deleteProperty(this.backend, 'getInputTensorIds');
  }

  /**
   * Whether a tensor is one of the graph's.
   *
   * @param tensor - any tensor
   * @returns false for one of the eager context
   */
  isInGraph(tensor: tf.TensorInfo): boolean {
    return this.idOf(tensor) < 0;
  }

  /**
   * A tensor's number in the graph; one of the eager context becomes an input.
   *
   * @param tensor - any tensor
   * @returns the number
   */
  numberOf(tensor: tf.TensorInfo): number {
    return this.resolve(this.idOf(tensor));
  }

  private idOf(tensor: tf.TensorInfo): number {
    return this.backend.getInputTensorIds([tensor])[0]!;
  }

  private addInput(tensor: tf.TensorInfo): number {
    const id = this.idOf(tensor);
    const dtype = this.backend.getDTypeInteger(tensor.dtype);
    const input = attempt(() => this.binding.graphInput(this.graph, dtype, tensor.shape));
    this.numbers.set(id, input.id);
    this.inputs.push(input.id);
    return input.id;
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
    const inputs = ids.map((id) => this.resolve(id));
    const op = { name, attributes, inputs };
    const ops = fuseReluGrad(op, this.ops) ?? [op];
    const outputs = ops.reduce<TensorMetadata[]>((before, next) => this.addOp(next, before), []);
    return outputs.map((output) => ({ ...output, id: -1 - output.id }));
  }

  // An input of -1 stands for the first output of the op before.
  private addOp(op: RecordedOp, before: readonly TensorMetadata[]): TensorMetadata[] {
    const inputs = op.inputs.map((input) => (input < 0 ? before[0]!.id : input));
    const { name, attributes } = op;
    this.record.push(`${name} ${JSON.stringify(attributes)} ${inputs.join()}`);
    const outputs = attempt(() =>
      this.binding.graphOp(this.graph, name, attributes, Int32Array.from(inputs)),
    );
    for (const output of outputs) this.ops.set(output.id, { name, attributes, inputs });
    return outputs;
  }

  private createTensor(shape: number[], dtype: number, values: TensorValues): number {
    if (Array.isArray(values)) throw new UntraceableError('it uses strings');
    if (values.byteLength > MAX_CONSTANT_BYTES) {
      if (values.every((value) => value === values[0])) return this.fill(shape, dtype, values);
      throw new UntraceableError(
        `it makes a constant of ${values.byteLength} bytes in JavaScript (shape [${shape.join(', ')}])`,
      );
    }
    this.record.push(`Const ${shape.join()} ${values.join()}`);
    const constant = attempt(() => this.binding.graphConstant(this.graph, dtype, shape, values));
    return -1 - constant.id;
  }

  // What tfjs makes in JavaScript where TensorFlow fills: zeros and ones of gradients.
  private fill(shape: number[], dtype: number, values: TensorValues): number {
    const { binding } = this;
    const lengths = this.createTensor([shape.length], binding.TF_INT32, Int32Array.from(shape));
    const value = this.createTensor([], dtype, values.slice(0, 1));
    const type = (name: string, of: number) => ({ name, type: binding.TF_ATTR_TYPE, value: of });
    const attributes = [type('T', dtype), type('index_type', binding.TF_INT32)];
    return this.executeOp('Fill', attributes, [lengths, value])[0]!.id;
  }

  private deleteTensor(id: number): void {
    if (id >= 0) this.binding.deleteTensor(id);
  }
}

// Of whatever tensor: the next batch or step may have another value.
function refuseToRead(): never {
  throw new UntraceableError('it reads a value while it runs');
}

// An op that graphs lack, or a shape that is unknown: TensorFlow says which.
function attempt<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    throw new UntraceableError((error as Error).message, { cause: error });
  }
}
