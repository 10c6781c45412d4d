import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { compilePredict, compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { smallBatch, smallModel } from './small-model.js';

interface Binding {
  addFunction: (graph: object, name: string) => void;
  removeFunction: (name: string) => void;
}

const binding = () => (tf.backend() as unknown as { binding: Binding }).binding;

/** Names of functions that are added to TensorFlow and not removed. */
function watchFunctions(): Set<string> {
  const names = new Set<string>();
  const { addFunction, removeFunction } = binding();
  vi.spyOn(binding(), 'addFunction').mockImplementation((...args) => {
    names.add(args[1]);
    Reflect.apply(addFunction, binding(), args);
  });
  vi.spyOn(binding(), 'removeFunction').mockImplementation((name) => {
    names.delete(name);
    removeFunction.call(binding(), name);
  });
  return names;
}

describe('compiled functions', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it('are removed with their model, once only', () => {
    const names = watchFunctions();
    const model = smallModel();
    const [step, predict] = [compileTrainStep(model), compilePredict(model)];
    const [x, y] = smallBatch(1);
    step.run(x, y);
    predict(x, 3).dispose();
    // The step, batches of three rows, and one of two.
    expect(names.size).toBe(3);
    model.dispose();
    expect(names.size).toBe(0);
    step.dispose();
    predict.dispose();
    expect(() => {
      step.run(x, y);
    }).toThrow('the model "small" was disposed, itself or with the model. Compile the model anew.');
    expect(() => predict(x)).toThrow('the model "small" was disposed');
    expect(() => step.metrics()).toThrow('"small" was disposed');
    vi.restoreAllMocks();
  });

  it('stay while the model is part of another one', () => {
    const names = watchFunctions();
    const inner = smallModel();
    const predict = compilePredict(inner);
    const [x] = smallBatch(1);
    predict(x).dispose();
    inner.apply(tf.input({ shape: [8, 8, 3] }));
    expect(inner.dispose()).toMatchObject({ refCountAfterDispose: 1 });
    predict(x).dispose();
    expect(names.size).toBe(1);
    inner.dispose();
    expect(names.size).toBe(0);
    vi.restoreAllMocks();
  });

  it('are removed when nobody holds their step or prediction any more', async () => {
    const names = watchFunctions();
    const model = smallModel();
    const tensors = tf.memory().numTensors;
    (() => {
      const [x, y] = smallBatch(1);
      compileTrainStep(model).run(x, y);
      compilePredict(model)(x).dispose();
      tf.dispose([x, y]);
    })();
    expect(names.size).toBe(2);
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    for (let i = 0; i < 20 && names.size > 0; i += 1) {
      collectGarbage();
      await setImmediate();
    }
    expect(names.size).toBe(0);
    // Adam's slots and powers stay, the step's sums do not.
    expect(tf.memory().numTensors).toBe(tensors + 2 * 6);
    vi.restoreAllMocks();
  });
});
