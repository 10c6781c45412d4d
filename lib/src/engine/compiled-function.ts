import type * as tf from '@tensorflow/tfjs';
import { configProto, type DtypePolicy } from './dtype-policy.js';
import { tensorFlowBackend } from './tensorflow-binding.js';
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
  return {
    opCount: recorded.record.length,
    run: (tensors) => call(name, configProto(policy), recorded, tensors),
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

function call(
  name: string,
  config: Uint8Array,
  { captured, assigned, outputs }: Trace,
  args: readonly tf.Tensor[],
): tf.Tensor[] {
  const backend = tensorFlowBackend();
  const ids = Int32Array.from(backend.getInputTensorIds([...args, ...captured]));
  const made = backend.binding
    .callFunction(name, config, ids, outputs.length)
    .map((metadata) => backend.createOutputTensor(metadata));
  for (const [i, variable] of assigned.entries()) {
    variable.assign(made[i]!);
    made[i]!.dispose();
  }
  return made.slice(assigned.length);
}
