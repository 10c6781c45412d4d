import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../core/index.js';
import { type CompiledFunction, compileFunction } from './compiled-function.js';
import type { DtypePolicy } from './dtype-policy.js';
import { forgetResource, freeWithModel } from './free-with-model.js';
import { isTensorFlowActive } from './tensorflow-binding.js';
import { UntraceableError } from './untraceable-error.js';

/** What a function is compiled from. */
export interface Traceable {
  /** What it takes; null for what is left out. */
  readonly args: readonly (tf.Tensor | null)[];
  /** Does on `args` what is compiled. */
  readonly run: () => tf.Tensor[];
  /** How it computes; default float32. */
  readonly policy?: DtypePolicy;
}

/**
 * The compiled functions of one model's step or prediction: one for each kind of batch. They
 * are removed from TensorFlow with the model, or when nobody holds their owner any more.
 */
export class CompiledFunctions {
  /** Why nothing is compiled; undefined as long as it is. */
  reason: string | undefined;
  private readonly model: tf.LayersModel;
  private readonly own: readonly tf.Variable[];
  private readonly functions = new Map<string, CompiledFunction>();
  private disposed = false;

  /**
   * Begins without any.
   *
   * @param model - the model whose disposal frees the functions
   * @param owner - the object whose end frees them
   * @param own - variables that are freed with them
   */
  constructor(model: tf.LayersModel, owner: object, own: readonly tf.Variable[] = []) {
    this.model = model;
    this.own = own;
    this.reason = isTensorFlowActive() ? undefined : 'TensorFlow is not there';
    freeWithModel(this, model, owner);
  }

  /** `compiled` as long as there is no reason against it. */
  get mode(): 'compiled' | 'eager' {
    return this.reason === undefined ? 'compiled' : 'eager';
  }

  /**
   * Does something in one op where that can be, else op by op.
   *
   * @param traceable - what is done, and on which tensors
   * @returns its results, which the caller disposes
   * @throws EngineError when the functions or their model are disposed
   */
  run(traceable: Traceable): tf.Tensor[] {
    this.checkNotDisposed();
    const tensors = traceable.args.filter((argument) => argument !== null);
    return this.find(traceable, tensors)?.run(tensors) ?? traceable.run();
  }

  /**
   * The same while JavaScript goes on, where it is compiled. Until it is done nobody may use the
   * variables that it assigns.
   *
   * @param traceable - what is done, and on which tensors, which may be disposed at once
   * @returns its results, which the caller disposes
   * @throws EngineError when the functions or their model are disposed
   */
  async runAsync(traceable: Traceable): Promise<tf.Tensor[]> {
    this.checkNotDisposed();
    const tensors = traceable.args.filter((argument) => argument !== null);
    return this.find(traceable, tensors)?.runAsync(tensors) ?? tf.tidy(traceable.run);
  }

  /**
   * Refuses what comes too late.
   *
   * @throws EngineError when the functions or their model are disposed
   */
  checkNotDisposed(): void {
    if (!this.disposed) return;
    throw new EngineError(
      `This compiled function of the model "${this.model.name}" was disposed, itself or with the model. Compile the model anew.`,
    );
  }

  /** Removes all functions from TensorFlow; once more does nothing. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    forgetResource(this, this.model);
    for (const compiled of this.functions.values()) compiled.dispose();
    this.functions.clear();
    for (const variable of this.own) variable.dispose();
  }

  private find(
    { args, run, policy }: Traceable,
    tensors: readonly tf.Tensor[],
  ): CompiledFunction | undefined {
    if (this.reason !== undefined) return undefined;
    const key = args.map((argument) => kindOf(argument)).join();
    const found = this.functions.get(key);
    if (found) return found;
    try {
      const compiled = compileFunction(run, tensors, policy);
      this.functions.set(key, compiled);
      return compiled;
    } catch (error) {
      if (!(error instanceof UntraceableError)) throw error;
      this.reason = error.message;
      return undefined;
    }
  }
}

function kindOf(argument: tf.Tensor | null): string {
  return argument ? `${argument.dtype}[${argument.shape.join()}]` : 'none';
}
