import { beforeAll, describe, expect, it } from 'vitest';
import {
  adamW,
  compileTrainStep,
  type Dropout,
  dropout,
  getTrainingState,
  loadEngine,
  setTrainingState,
  tf,
} from '../../lib/src/engine/index.js';
import { smallBatch, smallModel, weightsOf } from './small-model.js';

function train(model: tf.LayersModel, from: number, to: number): void {
  const step = compileTrainStep(model);
  for (let i = from; i < to; i += 1) step.run(...smallBatch(i, i % 4 === 3 ? 5 : 8));
  expect(step.mode).toBe('compiled');
  step.dispose();
}

describe('training state', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each([
    ['Adam', () => tf.train.adam(1e-2)],
    ['SGD', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.05, 0.9)],
    ['RMSprop', () => tf.train.rmsprop(1e-2, 0.8, 0.5, undefined, true)],
    ['Adagrad', () => tf.train.adagrad(0.05)],
    ['Adadelta', () => tf.train.adadelta(1, 0.9)],
    ['Adamax', () => tf.train.adamax(1e-2, 0.9, 0.999)],
    ['AdamW', () => adamW({ learningRate: 1e-2, weightDecay: 0.1 })],
  ])('lets training under %s go on to the bytes of a run that never stopped', (_, optimizer) => {
    const uninterrupted = smallModel({ optimizer: optimizer() });
    train(uninterrupted, 0, 12);
    const stopped = smallModel({ optimizer: optimizer() });
    train(stopped, 0, 5);
    const state = structuredClone(getTrainingState(stopped));
    const resumed = smallModel({ optimizer: optimizer() });
    setTrainingState(resumed, state);
    train(resumed, 5, 12);
    expect(weightsOf(resumed)).toEqual(weightsOf(uninterrupted));
    expect(getTrainingState(resumed)).toEqual(getTrainingState(uninterrupted));
  });

  it('is put into a model that already trains', () => {
    const model = smallModel();
    const step = compileTrainStep(model);
    const state = getTrainingState(model);
    const batch = smallBatch(1);
    step.run(...batch);
    const after = weightsOf(model);
    step.run(...batch);
    setTrainingState(model, state);
    step.run(...batch);
    expect(weightsOf(model)).toEqual(after);
  });

  it('names what it holds', () => {
    const model = smallModel();
    train(model, 0, 3);
    const state = getTrainingState(model);
    expect(state).toMatchObject({
      iterations: 3,
      learningRate: 1e-2,
      draws: { dropout_1: 3, dropout_2: 3 },
    });
    expect(state.arrays.slice(0, 2)).toMatchObject([
      { name: 'conv/kernel', shape: [3, 3, 3, 6] },
      { name: 'conv/bias', shape: [6] },
    ]);
    // Six weights and two slots for each.
    expect(state.arrays).toHaveLength(18);
  });

  it('tells layers of the same name apart, within a model and around it', () => {
    const named = () => [
      tf.layers.dense({ name: 'same', units: 2 }),
      dropout({ name: 'drop', rate: 0.5, seed: 1 }),
    ];
    const chain = (input: tf.SymbolicTensor): tf.SymbolicTensor =>
      named().reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
    const [inside, outside] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
    const inner = tf.model({ inputs: inside, outputs: chain(inside) });
    const outputs = chain(inner.apply(outside) as tf.SymbolicTensor);
    const model = tf.model({ inputs: outside, outputs });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    (inner.layers[2] as Dropout).seedGenerator.draws = 3;
    const state = getTrainingState(model);
    const names = state.arrays.map(({ name }) => name);
    expect(names).toEqual(['same/kernel', 'same/bias', 'same/kernel#2', 'same/bias#2']);
    expect(state.draws).toEqual({ drop: 3, 'drop#2': 0 });
    (inner.layers[2] as Dropout).seedGenerator.draws = 0;
    setTrainingState(model, state);
    expect((inner.layers[2] as Dropout).seedGenerator.draws).toBe(3);
  });

  it('is a copy', () => {
    const model = smallModel();
    const state = getTrainingState(model);
    const before = state.arrays[0]!.values.slice();
    train(model, 0, 2);
    expect(state.arrays[0]!.values).toEqual(before);
    setTrainingState(model, state);
    train(model, 0, 2);
    expect(state.arrays[0]!.values).toEqual(before);
  });

  it('is refused by another model, which it leaves as it was', () => {
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
    other.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const before = weightsOf(other);
    expect(() => {
      setTrainingState(other, getTrainingState(smallModel()));
    }).toThrow(
      /state is of another model: expected .*kernel \[2, 2\], found conv\/kernel \[3, 3, 3, 6\]/,
    );
    expect(weightsOf(other)).toEqual(before);
  });

  it("is not known of an optimizer of the user's own", () => {
    class OwnSgd extends tf.SGDOptimizer {}
    const model = smallModel({ optimizer: new OwnSgd(0.1) });
    expect(() => getTrainingState(model)).toThrow(
      "The optimizer is OwnSgd, expected one of tfjs's or AdamW",
    );
  });
});
