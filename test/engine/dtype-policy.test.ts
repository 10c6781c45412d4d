import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setDtypePolicy } from '../../lib/src/engine/dtype-policy.js';
import {
  compilePredict,
  compileTrainStep,
  type DtypePolicy,
  dropout,
  loadEngine,
  tf,
} from '../../lib/src/engine/index.js';
import { tensorFlowBackend } from '../../lib/src/engine/tensorflow-binding.js';
import { largestDifference, smallBatch, smallModel, weightsOf } from './small-model.js';

function hasUnits(): boolean {
  return tensorFlowBackend().binding.bfloat16Units().length > 0;
}

async function trained(
  policy: DtypePolicy,
  model: tf.LayersModel,
  batch: [tf.Tensor, tf.Tensor],
  steps = 1,
): Promise<Float32Array[]> {
  await loadEngine({ dtypePolicy: policy });
  const step = compileTrainStep(model);
  for (let i = 0; i < steps; i += 1) step.run(...batch);
  expect(step.mode).toBe('compiled');
  step.dispose();
  return weightsOf(model);
}

// Small whole numbers throughout, which bfloat16 holds exactly.
function wholeModel(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [7, 7, 2], filters: 4, kernelSize: 2, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      dropout({ rate: 0.5, seed: 1 }),
      tf.layers.dense({ units: 3, activation: 'relu' }),
      dropout({ rate: 0.5, seed: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2 }),
    ],
  });
  const whole = (weight: tf.Tensor, seed: number): tf.Tensor =>
    tf.cast(tf.randomUniform(weight.shape, -1, 2, 'int32', seed), 'float32');
  model.setWeights(model.getWeights().map(whole));
  const loss = (y: tf.Tensor, output: tf.Tensor): tf.Tensor => tf.sum(tf.mul(y, output), 1);
  model.compile({ optimizer: tf.train.sgd(1), loss });
  return model;
}

const wholeBatch = (): [tf.Tensor, tf.Tensor] => [
  tf.cast(tf.randomUniform([2, 7, 7, 2], 0, 2, 'int32', 3), 'float32'),
  tf.tensor2d([1, -1, -1, 1], [2, 2]),
];

describe('mixed_bfloat16', () => {
  beforeAll(async () => {
    await loadEngine();
  });
  afterEach(async () => {
    await loadEngine({ dtypePolicy: 'float32' });
  });

  it('is announced, or refused where the processor has no units for it', async () => {
    if (!hasUnits()) {
      await expect(loadEngine({ dtypePolicy: 'mixed_bfloat16' })).rejects.toThrow(
        'this processor has neither AMX nor AVX-512 BF16.\nUse float32',
      );
      return;
    }
    const engine = await loadEngine({ dtypePolicy: 'mixed_bfloat16' });
    expect(engine.description).toMatch(/threads, mixed_bfloat16\)$/);
    expect(engine.notices).toContainEqual(expect.stringContaining('rounded to 8 bits'));
    // It holds until another is asked for.
    expect(await loadEngine()).toEqual(engine);
    const plain = await loadEngine({ dtypePolicy: 'float32' });
    expect(plain.description).not.toContain('bfloat16');
    expect(plain.notices).toEqual([]);
  });

  it('is refused without TensorFlow', () => {
    expect(() => {
      setDtypePolicy('mixed_bfloat16', null);
    }).toThrow('mixed_bfloat16 cannot be had: JavaScript computes here.');
  });

  it('rounds products, and learns what float32 learns', async () => {
    if (!hasUnits()) {
      expectRefusal();
      return;
    }
    const model = (): tf.LayersModel => smallModel({ optimizer: tf.train.sgd(0.1) });
    const exact = await trained('float32', model(), smallBatch(1), 10);
    const rounded = await trained('mixed_bfloat16', model(), smallBatch(1), 10);
    const difference = largestDifference(rounded, exact);
    expect(difference).toBeGreaterThan(1e-5);
    expect(difference).toBeLessThan(0.02);
    expect(rounded.flatMap((weights) => [...weights]).some(needsMoreThanBfloat16)).toBe(true);
  });

  it('takes our own kernels along: where nothing needs rounding, all is as in float32', async () => {
    if (!hasUnits()) {
      expectRefusal();
      return;
    }
    const exact = await trained('float32', wholeModel(), wholeBatch());
    expect(await trained('mixed_bfloat16', wholeModel(), wholeBatch())).toEqual(exact);
    expect(exact).not.toEqual(weightsOf(wholeModel()));
  });

  it('leaves predictions in float32', async () => {
    if (!hasUnits()) {
      expectRefusal();
      return;
    }
    const model = smallModel();
    const [x] = smallBatch(1);
    const values = [];
    for (const dtypePolicy of ['float32', 'mixed_bfloat16'] as const) {
      await loadEngine({ dtypePolicy });
      const predict = compilePredict(model);
      values.push(predict(x).dataSync());
      predict.dispose();
    }
    expect(values[1]).toEqual(values[0]);
  });
});

function expectRefusal(): void {
  expect(() => {
    setDtypePolicy('mixed_bfloat16', tensorFlowBackend().binding);
  }).toThrow('neither AMX nor AVX-512 BF16');
}

function needsMoreThanBfloat16(value: number): boolean {
  return (new Uint32Array(Float32Array.of(value).buffer)[0]! & 0xffff) !== 0;
}
