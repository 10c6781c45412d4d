import type * as tf from '@tensorflow/tfjs';
import { configProto, type DtypePolicy } from './dtype-policy.js';
import { type TensorMetadata, tensorFlowBackend } from './tensorflow-binding.js';
import { type Trace, trace } from './trace.js';
import { UntraceableError } from './untraceable-error.js';

let functionsMade = 0;

/** A function that TensorFlow runs as one op. */
export interface CompiledFunction {
  /** Ops and constants that were recorded, before TensorFlow optimises them. */
  readonly opCount: number;
  /**
   * Runs it: assigns the variables and gives the results, which the caller disposes.
   *
   * @param args - tensors of the shapes and dtypes that it was compiled for
   */
  run(args: readonly tf.Tensor[]): tf.Tensor[];
  /**
   * Runs it on another thread while JavaScript goes on. Until it is done nobody may use the variables
   * that it assigns.
   *
   * @param args - as for `run`; they may be disposed as soon as this returns
   */
  runAsync(args: readonly tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Removes it from TensorFlow. */
  dispose(): void;
}

/**
 * Makes one TensorFlow function of what a function does with tensors.
 *
 * @param run - reads and assigns variables and gives the results; must do the same each time
 * @param args - tensors that stand for the arguments; only shape and dtype matter
 * @param policy - how it computes
 * @returns the compiled function; the caller disposes it
 * @throws UntraceableError saying why it cannot be compiled
 */
export function compileFunction(
  run: () => tf.Tensor[],
  args: readonly tf.Tensor[],
  policy: DtypePolicy = 'float32',
): CompiledFunction {
  const recorded = trace(run, args);
  checkSame(recorded.record, trace(run, args).record);
  const name = `dermlab_function_${String(functionsMade++)}`;
  const { binding } = tensorFlowBackend();
  binding.addFunction(recorded.graph, name, recorded.inputs, recorded.outputs);
  const inputsOf = (tensors: readonly tf.Tensor[]): Int32Array =>
    Int32Array.from(tensorFlowBackend().getInputTensorIds([...tensors, ...recorded.captured]));
  const config = configProto(policy);
  const count = recorded.outputs.length;
  return {
    opCount: recorded.record.length,
    run: (tensors) => take(recorded, binding.callFunction(name, config, inputsOf(tensors), count)),
    runAsync: async (tensors) =>
      take(recorded, await binding.callFunctionAsync(name, config, inputsOf(tensors), count)),
    dispose: () => {
      binding.removeFunction(name);
    },
  };
}

// A value that differs between two traces is no constant: it would be frozen.
function checkSame(first: readonly string[], second: readonly string[]): void {
  const changed = first.findIndex((line, i) => line !== second[i]);
  if (changed < 0 && first.length === second.length) return;
  throw new UntraceableError(
    `it does something else each time (${second[changed]?.slice(0, 100) ?? 'fewer steps'})`,
  );
}

// Assigns the variables and gives the rest.
function take({ assigned }: Trace, outputs: readonly TensorMetadata[]): tf.Tensor[] {
  const made = outputs.map((output) => tensorFlowBackend().createOutputTensor(output));
  for (const [i, variable] of assigned.entries()) {
    variable.assign(made[i]!);
    made[i]!.dispose();
  }
  return made.slice(assigned.length);
}
