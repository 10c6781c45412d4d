import { beforeAll, describe, expect, it } from 'vitest';
import { compilePredict, compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { headsInputs, headsModel, headsTargets, kerasHeads } from './heads-model.js';
import { smallBatch, smallModel, weightsOf } from './small-model.js';

let sampleWeight: tf.Tensor1D;

describe('a model of several inputs and outputs', () => {
  beforeAll(async () => {
    await loadEngine();
    sampleWeight = tf.tensor1d([0.5, 2, 0, 1, 3, 1, 0.25, 1.5]);
  });

  it.each(
    kerasHeads.heads.map(
      (run) => [JSON.stringify({ ...run, steps: undefined, weights: undefined }), run] as const,
    ),
  )('goes where Keras goes: %s', (_, run) => {
    const model = headsModel(run);
    const step = compileTrainStep(model, run.lossWeights ? { lossWeights: run.lossWeights } : {});
    const weights = run.sampleWeight ? [run.sampleWeight.map((weight) => tf.tensor1d(weight))] : [];
    for (const [i, expected] of run.steps.entries()) {
      step.resetMetrics();
      step.run(headsInputs(i), headsTargets(), ...weights);
      const metrics = step.metrics();
      for (const [name, value] of Object.entries(expected)) {
        expect(metrics[name], name).toBeCloseTo(value, 4);
      }
      expect(Object.keys(metrics)).toHaveLength(Object.keys(expected).length);
    }
    expect(step.reason).toBeUndefined();
    for (const [name, expected] of Object.entries(run.weights)) {
      for (const [i, tensor] of model.getLayer(name).getWeights().entries()) {
        const differences = tf.sub(tensor.flatten(), tf.tensor1d([...expected[i]!]));
        expect(tf.max(tf.abs(differences)).dataSync()[0], name).toBeLessThan(1e-5);
      }
    }
  });

  it('gives one weight a row to all outputs', () => {
    const [one, each] = [headsModel(), headsModel()];
    compileTrainStep(one).run(headsInputs(0), headsTargets(), sampleWeight);
    const weights = [sampleWeight, sampleWeight, sampleWeight];
    compileTrainStep(each).run(headsInputs(0), headsTargets(), weights);
    expect(weightsOf(one)).toEqual(weightsOf(each));
  });

  it('takes for an output without weights as much of each row', () => {
    const [none, ones] = [headsModel(), headsModel()];
    const step = compileTrainStep(none);
    step.run(headsInputs(0), headsTargets(), [sampleWeight, null, null]);
    const one = tf.ones<tf.Rank.R1>([8]);
    compileTrainStep(ones).run(headsInputs(0), headsTargets(), [sampleWeight, one, one]);
    expect(step.mode).toBe('compiled');
    expect(weightsOf(none)).toEqual(weightsOf(ones));
    // Other outputs with weights are another kind of batch.
    step.run(headsInputs(0), headsTargets(), [null, sampleWeight, null]);
    expect(weightsOf(none)).not.toEqual(weightsOf(ones));
  });

  it('predicts a list from a list, in batches', () => {
    const model = headsModel();
    const predict = compilePredict(model);
    const actual = predict(headsInputs(0), 3);
    const expected = model.predict(headsInputs(0)) as tf.Tensor[];
    expect(predict.mode).toBe('compiled');
    expect(actual.map(({ shape }) => shape)).toEqual([
      [8, 3],
      [8, 1],
      [8, 2],
    ]);
    for (const [i, output] of expected.entries()) {
      expect(tf.max(tf.abs(tf.sub(output, actual[i]!))).dataSync()[0]).toBeLessThan(1e-6);
    }
  });

  it('predicts a list of one output too', () => {
    const predict = compilePredict(smallModel());
    const [x] = smallBatch(1);
    const [output, ...others] = predict([x]);
    expect(others).toEqual([]);
    expect(output!.dataSync()).toEqual(predict(x).dataSync());
  });

  it('says what does not fit', () => {
    const model = headsModel();
    const step = compileTrainStep(model);
    const [image, person] = headsInputs(0) as [tf.Tensor, tf.Tensor];
    const targets = headsTargets();
    const run = (...args: Parameters<typeof step.run>) => {
      return () => {
        step.run(...args);
      };
    };
    expect(run(image, targets)).toThrow('x is 1 tensors, expected 2: one for each input');
    expect(run([person, image], targets)).toThrow('x[0] has the shape [8, 3], expected [rows, 6');
    expect(run([image, tf.slice(person, 0, 7)], targets)).toThrow(
      'x[1] has 7 rows, expected 8, as many as x',
    );
    expect(run([image, person], targets.slice(1))).toThrow('y is 2 tensors, expected 3: one for');
    expect(run([image, person], headsTargets(7))).toThrow('y[0] has 7 rows, expected 8');
    expect(run([image, person], targets, [sampleWeight])).toThrow('sampleWeight is 1 tensors');
    expect(run([image, person], targets, [null, null, tf.ones([7])])).toThrow(
      'sampleWeight[2] has the shape [7], expected [8]',
    );
    expect(() => compileTrainStep(model, { lossWeights: [1, 2] })).toThrow(
      'lossWeights is [1, 2], expected 3 numbers',
    );
    expect(() => compilePredict(model)(image)).toThrow('x is 1 tensors, expected 2');
  });

  it('gives several outputs only as a list', () => {
    const input = tf.input({ shape: [4] });
    const outputs = [2, 3].map((units) => tf.layers.dense({ units }).apply(input));
    const model = tf.model({ inputs: input, outputs: outputs as tf.SymbolicTensor[], name: 'two' });
    const predict = compilePredict(model);
    expect(() => predict(tf.ones([5, 4]))).toThrow(
      '"two" has 2 outputs: give its inputs as a list',
    );
    expect(predict([tf.ones([5, 4])]).map(({ shape }) => shape)).toEqual([
      [5, 2],
      [5, 3],
    ]);
  });
});
