import * as tf from '@tensorflow/tfjs';
import { GraphRecorder } from './graph-recorder.js';
import type { GraphHandle } from './tensorflow-binding.js';
import { UntraceableError } from './untraceable-error.js';

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
  /** Each op and constant in order, to compare two traces. */
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
  const recorder = new GraphRecorder(args);
  const variables = Object.values(tf.engine().registeredVariables);
  const saved = variables.map((variable) => variable.clone());
  const random = watchRandom();
  recorder.start(variables);
  try {
    const results = tf.tidy(run);
    random.check();
    checkNoNewVariables(variables.length);
    return finish(recorder, variables, results);
  } finally {
    random.stop();
    recorder.stop();
    restore(variables, saved);
  }
}

function finish(
  recorder: GraphRecorder,
  variables: readonly tf.Variable[],
  results: tf.Tensor[],
): Trace {
  const assigned = variables.filter((variable) => recorder.isInGraph(variable));
  const outputs = Int32Array.from([...assigned, ...results], (tensor) => recorder.numberOf(tensor));
  tf.dispose(results);
  return {
    graph: recorder.graph,
    inputs: Int32Array.from(recorder.inputs),
    captured: recorder.captured,
    outputs,
    assigned,
    record: recorder.record,
  };
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

function watchRandom(): { check: () => void; stop: () => void } {
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
