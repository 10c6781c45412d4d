import { predictsOneClass, type RunResult } from '../experiments/index.js';

/**
 * What must be known of a run before any of its numbers is read.
 *
 * @param run - a finished run
 * @returns a sentence each; none where all is as it should be
 */
export function runWarnings({ quick, last, base, engine }: RunResult): string[] {
  const { fallback, eagerBecause } = engine;
  return [
    ...(quick ? ['Trained for a few epochs only: its numbers say nothing about the model.'] : []),
    ...(predictsOneClass(last)
      ? ['Every test row got the same class: this model has not learned.']
      : []),
    ...(base?.weights === 'random'
      ? ['Its base was drawn at random and never learned anything.']
      : []),
    ...(fallback ? ['Trained by TensorFlow’s JavaScript stand-in.'] : []),
    // Without TensorFlow nothing is compiled, which the line above says.
    ...(eagerBecause !== undefined && !fallback
      ? [`Its steps were not compiled, and so took longer: ${eagerBecause}.`]
      : []),
  ];
}
