import { EngineError } from '../core/index.js';
import type { TensorFlowBinding } from './tensorflow-binding.js';

/**
 * How a training step computes, by Keras's names. `mixed_bfloat16`: products and convolutions on
 * bfloat16, with 8 bits of precision; weights, optimizer and loss stay float32.
 */
export type DtypePolicy = 'float32' | 'mixed_bfloat16';

/** Our kernels that take bfloat16 where their neighbours do, as TensorFlow's rewrite wants to be told. */
export const BFLOAT16_OPS =
  'DermlabDropout,DermlabDropoutGrad,DermlabDropoutReluGrad,DermlabMaxPoolReluGrad';

// A serialized tensorflow.ConfigProto. Empty: TensorFlow optimises the graph, which it does not
// where there is none. The other: graph_options (10), rewrite_options (10),
// auto_mixed_precision_onednn_bfloat16 (31), ON (1).
const CONFIG_PROTOS: Record<DtypePolicy, Uint8Array> = {
  float32: new Uint8Array(),
  mixed_bfloat16: Uint8Array.of(0x52, 5, 0x52, 3, 0xf8, 1, 1),
};

let active: DtypePolicy = 'float32';

/**
 * The policy of training steps that are compiled from now on.
 *
 * @returns as `loadEngine` was told
 */
export function dtypePolicy(): DtypePolicy {
  return active;
}

/**
 * What TensorFlow is told with a call of a function.
 *
 * @param policy - how it computes
 * @returns a serialized tensorflow.ConfigProto
 */
export function configProto(policy: DtypePolicy): Uint8Array {
  return CONFIG_PROTOS[policy];
}

/**
 * Makes a policy the active one.
 *
 * @param policy - how training steps compute
 * @param binding - TensorFlow's addon, or null where JavaScript computes
 * @throws EngineError where bfloat16 is asked of a processor that has no units for it, of a GPU, or
 * of JavaScript
 */
export function setDtypePolicy(policy: DtypePolicy, binding: TensorFlowBinding | null): void {
  const obstacle = policy === 'mixed_bfloat16' ? whyNoBfloat16(binding) : undefined;
  if (obstacle !== undefined) {
    throw new EngineError(
      `mixed_bfloat16 cannot be had: ${obstacle}.\nUse float32, which computes everywhere.`,
    );
  }
  active = policy;
}

function whyNoBfloat16(binding: TensorFlowBinding | null): string | undefined {
  if (!binding) return 'JavaScript computes here';
  if (binding.isUsingGpuDevice()) return 'it is for CPUs, and a GPU computes here';
  const units = binding.bfloat16Units();
  return units.length > 0 ? undefined : 'this processor has neither AMX nor AVX-512 BF16';
}
