import { hasOwnKernels, type OpAttribute } from './tensorflow-binding.js';

/** An op of the graph that is drawn up. */
export interface RecordedOp {
  /** TensorFlow's name of the op. */
  readonly name: string;
  /** Its attributes. */
  readonly attributes: readonly OpAttribute[];
  /** Graph numbers of its inputs; -1 for the first output of the op before. */
  readonly inputs: readonly number[];
}

type Ops = ReadonlyMap<number, RecordedOp>;

/**
 * Where relu is followed by dropout or by 2×2 pooling, one of our kernels gives the
 * gradient of both in one pass, to the same bits.
 *
 * @param op - the op that is about to be added
 * @param ops - those added before, by the graph number of their output
 * @returns the ops to add instead, or null where this is something else
 */
export function fuseReluGrad(op: RecordedOp, ops: Ops): RecordedOp[] | null {
  if (op.name !== 'ReluGrad' || !hasOwnKernels()) return null;
  const [gradient, relu] = op.inputs as [number, number];
  return fuseDropout(gradient, relu, ops) ?? fusePooling(ops.get(gradient), relu);
}

// The sign of what dropout gives tells both whether relu was active and whether the
// element was kept, so relu's output need not be kept.
function fuseDropout(gradient: number, relu: number, ops: Ops): RecordedOp[] | null {
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

function unshaped(number: number, ops: Ops): number {
  const op = ops.get(number);
  return op?.name === 'Reshape' ? op.inputs[0]! : number;
}

// TensorFlow finds the maxima anew for pooling's gradient anyway.
function fusePooling(poolGrad: RecordedOp | undefined, relu: number): RecordedOp[] | null {
  if (poolGrad?.name !== 'MaxPoolGrad' || poolGrad.inputs[0] !== relu) return null;
  const attribute = (name: string): unknown =>
    poolGrad.attributes.find((candidate) => candidate.name === name)?.value;
  const halves = ['ksize', 'strides'].every((name) => String(attribute(name)) === '1,2,2,1');
  if (!halves || attribute('padding') !== 'VALID' || attribute('data_format') !== 'NHWC') {
    return null;
  }
  return [{ name: 'DermlabMaxPoolReluGrad', attributes: [], inputs: [relu, poolGrad.inputs[2]!] }];
}
