import { beforeAll, describe, expect, it } from 'vitest';
import { AdamW, adamW, compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { largestDifference, smallBatch, smallModel, weightsOf } from './small-model.js';

describe('adamW', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it("does in tfjs's own training what it does in a step", async () => {
    const options = { learningRate: 0.01, weightDecay: 0.5, excludeFromWeightDecay: ['bias'] };
    const [ours, stock] = [0, 1].map(() => smallModel({ rate: 0, optimizer: adamW(options) })) as [
      tf.LayersModel,
      tf.LayersModel,
    ];
    const step = compileTrainStep(ours);
    for (let i = 0; i < 5; i += 1) {
      step.run(...smallBatch(i));
      await stock.trainOnBatch(...smallBatch(i));
    }
    expect(step.mode).toBe('compiled');
    expect(largestDifference(weightsOf(ours), weightsOf(stock))).toBeLessThan(1e-5);
  });

  it('makes weights smaller that have no gradient, but for those that are excluded', () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], biasInitializer: 'ones' })],
    });
    const optimizer = adamW({
      learningRate: 0.1,
      weightDecay: 0.5,
      excludeFromWeightDecay: ['bias'],
    });
    model.compile({ optimizer, loss: (_, output) => tf.mul(output, 0) });
    const [kernel] = weightsOf(model).map((weight) => weight[0]!);
    compileTrainStep(model).run(tf.ones([2, 1]), tf.ones([2, 1]));
    const [kernelAfter, bias] = weightsOf(model).map((weight) => weight[0]!);
    expect(kernelAfter).toBeCloseTo(kernel! * (1 - 0.1 * 0.5), 6);
    expect(bias).toBe(1);
  });

  it('is made again from its config', () => {
    const optimizer = adamW({ weightDecay: 0.2, beta1: 0.8, excludeFromWeightDecay: ['gamma'] });
    const again = AdamW.fromConfig(AdamW, optimizer.getConfig()) as unknown as AdamW;
    expect(again.getClassName()).toBe('AdamW');
    expect(again.getConfig()).toEqual(optimizer.getConfig());
  });

  it('refuses a negative weight decay', () => {
    expect(() => adamW({ weightDecay: -1 })).toThrow('weightDecay is -1, expected a number');
  });
});
