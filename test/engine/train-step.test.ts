import { beforeAll, describe, expect, it, vi } from 'vitest';
import { compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { adamOps } from '../../lib/src/engine/optimizers/adam-update.js';
import { largestDifference, smallBatch, smallModel, weightsOf } from './small-model.js';

function compileWith(optimizer: tf.Optimizer, model: tf.LayersModel): tf.LayersModel {
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

describe('compileTrainStep', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  // tfjs scales Adam's epsilon by the bias correction, and Keras does not.
  it.each([
    ['Adam', () => tf.train.adam(1e-2), 2e-3],
    ['SGD', () => tf.train.sgd(0.1), 1e-5],
  ])(
    "agrees with tfjs's own training under %s, without dropout",
    async (_, optimizer, tolerance) => {
      const [ours, stock] = [0, 1].map(() => smallModel({ rate: 0, optimizer: optimizer() }));
      const step = compileTrainStep(ours!);
      for (let i = 0; i < 10; i += 1) {
        const [x, y] = smallBatch(i);
        step.run(x, y);
        const [loss, accuracy] = (await stock!.trainOnBatch(x, y)) as number[];
        expect(Math.abs(step.metrics().loss - loss!)).toBeLessThan(tolerance);
        expect(step.metrics().accuracy).toBeCloseTo(accuracy!, 6);
        step.resetMetrics();
      }
      expect(step.mode).toBe('compiled');
      expect(largestDifference(weightsOf(ours!), weightsOf(stock!))).toBeLessThan(tolerance);
    },
  );

  it("leaves the optimizer where tfjs's own training goes on", async () => {
    const [ours, stock] = [smallModel({ rate: 0 }), smallModel({ rate: 0 })];
    const step = compileTrainStep(ours);
    for (let i = 0; i < 6; i += 1) {
      const [x, y] = smallBatch(i);
      if (i < 3) step.run(x, y);
      else await ours.trainOnBatch(x, y);
      await stock.trainOnBatch(x, y);
    }
    expect(largestDifference(weightsOf(ours), weightsOf(stock))).toBeLessThan(2e-3);
  });

  it('means its metrics over rows, partial batches included', () => {
    const model = smallModel({ rate: 0, optimizer: tf.train.sgd(0) });
    const step = compileTrainStep(model);
    const [x, y] = smallBatch(3, 13);
    for (const [start, size] of [
      [0, 8],
      [8, 5],
    ] as const) {
      step.run(tf.slice(x, start, size), tf.slice(y, start, size));
    }
    const predicted = model.predict(x) as tf.Tensor2D;
    const right = tf.equal(tf.argMax(predicted, 1), tf.argMax(y, 1));
    const loss = tf.metrics.categoricalCrossentropy(y, predicted);
    expect(step.mode).toBe('compiled');
    expect(step.metrics().accuracy).toBeCloseTo(
      tf.mean(tf.cast(right, 'float32')).dataSync()[0]!,
      6,
    );
    expect(step.metrics().loss).toBeCloseTo(tf.mean(loss).dataSync()[0]!, 5);
  });

  it('takes the learning rate of the moment without being compiled again', () => {
    const model = smallModel();
    const step = compileTrainStep(model);
    const batch = smallBatch(1);
    step.run(...batch);
    const before = weightsOf(model);
    const compile = vi.spyOn(nativeBinding(), 'addFunction');
    for (const learningRate of [0, 1e-3, 0]) {
      step.learningRate = learningRate;
      const start = weightsOf(model);
      step.run(...batch);
      expect(differ(weightsOf(model), start)).toBe(learningRate > 0);
    }
    expect(compile).not.toHaveBeenCalled();
    compile.mockRestore();
    expect(step.learningRate).toBe(0);
    expect(step.mode).toBe('compiled');
    expect(weightsOf(model)).not.toEqual(before);
  });

  it('takes the loss from logits, so that rows predicted surely and wrongly are learned from', () => {
    const model = smallModel({ rate: 0, optimizer: tf.train.sgd(1) });
    const weights = model.getWeights();
    weights[weights.length - 1] = tf.tensor1d([200, 0, 0]);
    model.setWeights(weights);
    const step = compileTrainStep(model);
    const [x] = smallBatch(1);
    const second = tf.cast(tf.oneHot(tf.ones([x.shape[0]], 'int32'), 3), 'float32');
    step.run(x, second);
    expect(step.mode).toBe('compiled');
    expect(step.metrics().loss).toBeGreaterThan(190);
    const bias = model.getWeights().at(-1)!.dataSync();
    expect(bias[0]).toBeCloseTo(199, 4);
    expect(bias[1]).toBeCloseTo(1, 4);
    // The model is as it was otherwise.
    expect(tf.sum(model.predict(x) as tf.Tensor, 1).dataSync()[0]).toBeCloseTo(1, 6);
  });

  it('works with sparse targets and batch normalisation', async () => {
    const make = () => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense({
            units: 6,
            // Batch normalisation takes it out again.
            useBias: false,
            inputShape: [4],
            kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
          }),
          tf.layers.batchNormalization(),
          tf.layers.dense({
            units: 3,
            activation: 'softmax',
            kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
          }),
        ],
      });
      model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
      return model;
    };
    const [ours, stock] = [make(), make()];
    const step = compileTrainStep(ours);
    const x = tf.randomNormal([8, 4], 0, 1, 'float32', 5);
    const y = tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'float32');
    for (let i = 0; i < 5; i += 1) {
      step.run(x, y);
      await stock.trainOnBatch(x, y);
    }
    expect(step).toMatchObject({ mode: 'compiled' });
    expect(step.metrics()).not.toHaveProperty('accuracy');
    expect(largestDifference(weightsOf(ours), weightsOf(stock))).toBeLessThan(1e-4);
  });

  it('multiplies the loss of each row with its weight, and divides by the number of rows', () => {
    const [weighted, plain] = [0, 1].map(() =>
      smallModel({ rate: 0, optimizer: tf.train.sgd(0.1) }),
    ) as [tf.LayersModel, tf.LayersModel];
    const [step, other] = [compileTrainStep(weighted), compileTrainStep(plain)];
    const [x, y] = smallBatch(4);
    // A row of weight 2 is as two of weight 1, one of weight 0 as none, but for the divisor.
    step.run(x, y, tf.tensor1d([2, 0, 1, 1, 1, 1, 1, 1]));
    const rows = tf.tensor1d([0, 0, 2, 3, 4, 5, 6, 7], 'int32');
    other.run(tf.gather(x, rows), tf.gather(y, rows));
    expect(step.mode).toBe('compiled');
    expect(step.metrics().loss).toBeCloseTo(other.metrics().loss, 5);
    expect(largestDifference(weightsOf(weighted), weightsOf(plain))).toBeLessThan(1e-6);
    const right = tf.equal(tf.argMax(smallModelOutput(x), 1), tf.argMax(y, 1));
    expect(step.metrics().accuracy).toBeCloseTo(tf.mean(right).dataSync()[0]!, 6);
  });

  it('takes weighted and plain batches in turn', () => {
    const step = compileTrainStep(smallModel());
    const [x, y] = smallBatch(4);
    for (let i = 0; i < 2; i += 1) {
      step.run(x, y);
      step.run(x, y, tf.ones<tf.Rank.R1>([8]));
    }
    expect(step.mode).toBe('compiled');
  });

  it('does the same on another thread, and lets JavaScript go on meanwhile', async () => {
    const [here, there] = [0, 1].map(() => smallModel()) as [tf.LayersModel, tf.LayersModel];
    const [step, other] = [compileTrainStep(here), compileTrainStep(there)];
    const batches = [1, 2, 3].map((seed) => smallBatch(seed));
    for (const [x, y] of batches) step.run(x, y);
    const tensors = [];
    for (const [x, y] of batches) {
      let isRunning = true;
      const done = other.runAsync(x, y).finally(() => {
        isRunning = false;
      });
      // The batch may go at once.
      tf.dispose([x, y]);
      await Promise.resolve();
      expect(isRunning).toBe(true);
      await done;
      tensors.push(tf.memory().numTensors);
    }
    expect(other.mode).toBe('compiled');
    expect(weightsOf(there)).toEqual(weightsOf(here));
    expect(other.metrics()).toEqual(step.metrics());
    expect(tensors[2]! - tensors[1]!).toBe(-2);
  });

  it('says what went wrong on another thread', async () => {
    const model = smallModel();
    const step = compileTrainStep(model);
    const [x, y] = smallBatch(1);
    await expect(step.runAsync(x, y, tf.ones<tf.Rank.R1>([7]))).rejects.toThrow(
      'sampleWeight has the shape [7], expected [8]',
    );
    model.dispose();
    await expect(step.runAsync(x, y)).rejects.toThrow('was disposed');
  });

  it('steps on another thread where it cannot be compiled, op by op and without a leak', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [8, 8, 3] }),
        // Draws in JavaScript.
        tf.layers.gaussianNoise({ stddev: 0.1 }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    const step = compileTrainStep(compileWith(tf.train.sgd(1e-3), model));
    const [x, y] = smallBatch(1);
    const counts = [];
    for (let i = 0; i < 3; i += 1) {
      await step.runAsync(x, y);
      counts.push(tf.memory().numTensors);
    }
    expect(step.mode).toBe('eager');
    expect(counts[2]).toBe(counts[1]);
  });

  it('refuses weights that are not one a row', () => {
    const step = compileTrainStep(smallModel());
    expect(() => {
      step.run(...smallBatch(1), tf.ones<tf.Rank.R1>([7]));
    }).toThrow('sampleWeight has the shape [7], expected [8]: one a row');
  });

  it.each([
    ['rank 1', [8], 'int32'],
    ['rank 2', [8, 1], 'float32'],
  ] as const)(
    'takes sparse targets of %s from logits, as if they were one-hot',
    (_, shape, dtype) => {
      const [sparse, oneHot] = [0, 1].map(() =>
        smallModel({ rate: 0, optimizer: tf.train.sgd(0.1) }),
      ) as [tf.LayersModel, tf.LayersModel];
      sparse.compile({
        optimizer: tf.train.sgd(0.1),
        loss: 'sparseCategoricalCrossentropy',
        metrics: ['accuracy'],
      });
      const [step, other] = [compileTrainStep(sparse), compileTrainStep(oneHot)];
      for (let i = 0; i < 3; i += 1) {
        const [x, y] = smallBatch(i);
        const labels = tf.cast(tf.reshape(tf.argMax(y, 1), [...shape]), dtype);
        const weight = tf.range(0, 8);
        step.run(x, labels, weight);
        other.run(x, y, weight);
      }
      expect(step.mode).toBe('compiled');
      expect(step.metrics().loss).toBeCloseTo(other.metrics().loss, 5);
      expect(step.metrics().accuracy).toBe(other.metrics().accuracy);
      expect(largestDifference(weightsOf(sparse), weightsOf(oneHot))).toBeLessThan(1e-6);
    },
  );

  it('leaves frozen layers as they are, and refuses the optimizer of others', () => {
    const model = smallModel({ rate: 0 });
    const frozen = model.getLayer('conv');
    frozen.trainable = false;
    const optimizer = tf.train.adam(1e-2);
    compileWith(optimizer, model);
    const [before, all] = [frozen.getWeights(), weightsOf(model)].map((values) =>
      (values as (tf.Tensor | Float32Array)[]).map((value) =>
        value instanceof tf.Tensor ? value.dataSync().slice() : value,
      ),
    );
    const step = compileTrainStep(model);
    step.run(...smallBatch(1));
    expect(step.mode).toBe('compiled');
    expect(frozen.getWeights().map((weight) => weight.dataSync())).toEqual(before);
    expect(weightsOf(model)).not.toEqual(all);
    frozen.trainable = true;
    compileWith(optimizer, model);
    expect(() => compileTrainStep(model)).toThrow(
      'The optimizer has trained 4 weights, now there are 6, or of other shapes: call model.compile',
    );
  });

  it.each([false, true])(
    'does momentum as Keras, the learning rate in the velocity; nesterov: %s',
    (nesterov) => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense({
            units: 1,
            useBias: false,
            inputShape: [1],
            weights: [tf.ones([1, 1])],
          }),
        ],
      });
      model.compile({
        optimizer: tf.train.momentum(0.1, 0.5, nesterov),
        loss: (_, output) => output,
      });
      const step = compileTrainStep(model);
      const [x, y] = [tf.ones([2, 1]), tf.zeros([2, 1])];
      step.run(x, y);
      step.learningRate = 0.01;
      step.run(x, y);
      // The gradient is 1 throughout.
      const expected = nesterov ? 1 - 0.15 - (0.06 * 0.5 + 0.01) : 1 - 0.1 - 0.06;
      expect(step.mode).toBe('compiled');
      expect(weightsOf(model)[0]![0]).toBeCloseTo(expected, 6);
    },
  );

  it('leaks no tensor when it is made and disposed', () => {
    const model = smallModel();
    const batch = smallBatch(1);
    const cycle = () => {
      const step = compileTrainStep(model);
      step.run(...batch);
      step.dispose();
    };
    cycle();
    const [tensors, handles] = [tf.memory().numTensors, nativeTensors()];
    for (let i = 0; i < 5; i += 1) cycle();
    expect([tf.memory().numTensors, nativeTensors()]).toEqual([tensors, handles]);
  });

  it('compiles gradients that tfjs makes of large zeros and ones in JavaScript', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 16, kernelSize: 1, inputShape: [16, 16, 3] }),
        tf.layers.globalAveragePooling2d({}),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    compileWith(tf.train.sgd(0.1), model);
    const step = compileTrainStep(model);
    step.run(tf.ones([8, 16, 16, 3]), tf.oneHot(tf.zeros([8], 'int32'), 3));
    expect(step.reason).toBeUndefined();
  });

  it("says that tfjs's own dropout keeps it from being compiled, and trains nevertheless", () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 600, inputShape: [4] }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
    const before = weightsOf(model);
    const step = compileTrainStep(model);
    step.run(tf.ones([8, 4]), tf.cast(tf.oneHot(tf.zeros([8], 'int32'), 3), 'float32'));
    expect(step.mode).toBe('eager');
    expect(step.reason).toMatch(/constant of 19200 bytes in JavaScript/);
    expect(weightsOf(model)).not.toEqual(before);
    expect(step.metrics().loss).toBeGreaterThan(0);
  });

  it("says that an optimizer of the user's own keeps it from being compiled, and trains nevertheless", () => {
    class HalfSgd extends tf.SGDOptimizer {
      override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
        super.applyGradients(gradients.map((one) => ({ ...one, tensor: tf.mul(one.tensor, 0.5) })));
      }
    }
    const [half, whole] = [new HalfSgd(0.2), tf.train.sgd(0.1)].map((optimizer) =>
      smallModel({ rate: 0, optimizer }),
    ) as [tf.LayersModel, tf.LayersModel];
    const before = weightsOf(half);
    const [step, other] = [compileTrainStep(half), compileTrainStep(whole)];
    step.run(...smallBatch(1));
    other.run(...smallBatch(1));
    expect(step).toMatchObject({
      mode: 'eager',
      reason: 'the optimizer HalfSgd is not known to it',
    });
    expect(largestDifference(weightsOf(half), weightsOf(whole))).toBeLessThan(1e-6);
    expect(weightsOf(half)).not.toEqual(before);
  });

  it('refuses a model without an optimizer', () => {
    const model = tf.sequential({
      name: 'bare',
      layers: [tf.layers.dense({ units: 1, inputShape: [1] })],
    });
    expect(() => compileTrainStep(model)).toThrow('"bare" has no optimizer: call model.compile');
  });

  it('refuses a batch that does not fit the model, in words', () => {
    const step = compileTrainStep(smallModel());
    expect(() => {
      step.run(tf.ones([8, 9, 9, 3]), tf.ones([8, 3]));
    }).toThrow('x has the shape [8, 9, 9, 3], expected [rows, 8, 8, 3]');
  });
});

it('updates with the kernel as with stock ops, to the last bit', () => {
  const inputs = [1, 2, 3, 4].map((seed) => tf.abs(tf.randomNormal([1000], 0, 1, 'float32', seed)));
  const scalars = [tf.scalar(1e-3), tf.scalar(1e-7)];
  const backend = tf.backend() as unknown as {
    binding: { TF_ATTR_FLOAT: number };
    executeMultipleOutputs(
      name: string,
      attributes: object[],
      inputs: tf.Tensor[],
      n: number,
    ): tf.Tensor[];
  };
  const shares = [1 - 0.9, 1 - 0.999] as const;
  const attributes = ['first_share', 'second_share'].map((name, i) => ({
    name,
    type: backend.binding.TF_ATTR_FLOAT,
    value: shares[i]!,
  }));
  const byKernel = backend.executeMultipleOutputs(
    'DermlabAdam',
    attributes,
    [...inputs, ...scalars],
    3,
  );
  const byOps = adamOps([...inputs, ...scalars], shares);
  for (const [i, tensor] of byOps.entries()) {
    expect(byKernel[i]!.dataSync()).toEqual(tensor.dataSync());
  }
});

function nativeTensors(): number {
  return (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();
}

function nativeBinding(): { addFunction: (...args: unknown[]) => void } {
  return (tf.backend() as unknown as { binding: ReturnType<typeof nativeBinding> }).binding;
}

function differ(a: Float32Array[], b: Float32Array[]): boolean {
  return a.some((weights, i) => weights.some((weight, j) => weight !== b[i]![j]));
}

function smallModelOutput(x: tf.Tensor): tf.Tensor2D {
  return smallModel().predict(x) as tf.Tensor2D;
}
