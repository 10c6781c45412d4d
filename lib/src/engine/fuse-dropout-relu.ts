import type { OpAttribute } from './tensorflow-binding.js';

/** An op of the graph that is drawn up. */
export interface RecordedOp {
  /** TensorFlow's name of the op. */
  readonly name: string;
  /** Its attributes. */
  readonly attributes: readonly OpAttribute[];
  /** Graph numbers of its inputs; -1 for the first output of the op before. */
  readonly inputs: readonly number[];
}

/**
 * Where dropout follows relu, the sign of what dropout gives tells both whether relu was
 * active and whether the element was kept: one pass takes the place of two, and relu's
 * output need not be kept for the gradient.
 *
 * @param op - the op that is about to be added
 * @param ops - those added before, by the graph number of their output
 * @returns the ops to add instead, or null where this is something else
 */
export function fuseDropoutRelu(
  op: RecordedOp,
  ops: ReadonlyMap<number, RecordedOp>,
): RecordedOp[] | null {
  if (op.name !== 'ReluGrad') return null;
  const [gradient, relu] = op.inputs as [number, number];
  // A dense layer on images flattens its rows around relu.
  const reshape = ops.get(gradient)?.name === 'Reshape' ? ops.get(gradient) : undefined;
  const dropoutGrad = ops.get(reshape?.inputs[0] ?? gradient);
  if (dropoutGrad?.name !== 'DermlabDropoutGrad') return null;
  const [dy, kept] = dropoutGrad.inputs as [number, number];
  if (unshaped(ops.get(kept)!.inputs[0]!, ops) !== relu) return null;
  const fused: RecordedOp = {
    name: 'DermlabDropoutReluGrad',
    attributes: dropoutGrad.attributes,
    // The dropped tensor is the output before the mask.
    inputs: [dy, kept - 1],
  };
  return reshape ? [fused, { ...reshape, inputs: [-1, reshape.inputs[1]!] }] : [fused];
}

function unshaped(number: number, ops: ReadonlyMap<number, RecordedOp>): number {
  const op = ops.get(number);
  return op?.name === 'Reshape' ? op.inputs[0]! : number;
}
