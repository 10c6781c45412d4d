import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  compilePredict,
  compileTrainStep,
  Dropout,
  diagnose,
  loadEngine,
  tf,
} from '../../lib/src/engine/index.js';
import { mlp } from '../../lib/src/models/index.js';
import { keras, masksOf, weightsOf } from '../parity/keras-fixture.js';
import { smallBatch, smallModel, weightsOf as valuesOf } from './small-model.js';

vi.mock('@tensorflow/tfjs-node', () => {
  throw new Error('libtensorflow_cc.so.2: cannot open shared object file');
});

describe('without TensorFlow', () => {
  it('stops, says why and what to do', async () => {
    await expect(loadEngine()).rejects.toMatchObject({
      name: 'EngineError',
      message: expect.stringMatching(/TensorFlow cannot be loaded[^]*npm run setup/) as string,
    });
  });

  it('stops also after JavaScript was allowed to stand in elsewhere', async () => {
    await loadEngine({ allowFallback: true });
    await expect(loadEngine()).rejects.toThrow('TensorFlow cannot be loaded');
  });

  describe('when JavaScript may stand in', () => {
    beforeAll(async () => {
      await loadEngine({ allowFallback: true });
    });

    it('says loudly that it does, without the banner that advises tfjs-node', async () => {
      const warn = vi.spyOn(console, 'warn');
      const engine = await loadEngine({ allowFallback: true });
      expect(engine).toMatchObject({ kind: 'javascript', fallback: true, tensorflowVersion: null });
      expect(engine.description).toContain('NOT TensorFlow');
      expect(engine.notices.join('\n')).toContain('some hundred times slower');
      expect(tf.add(1, 1).dataSync()).toEqual(Float32Array.of(2));
      expect(warn).not.toHaveBeenCalled();
      warn.mockRestore();
    });

    it('trains step by step, for the reason given', () => {
      const model = smallModel();
      const step = compileTrainStep(model);
      const before = valuesOf(model);
      const batch = smallBatch(1);
      step.run(...batch);
      const first = step.metrics().loss;
      step.resetMetrics();
      for (let i = 0; i < 20; i += 1) step.run(...batch);
      expect(step).toMatchObject({ mode: 'eager', reason: 'TensorFlow is not there' });
      expect(step.metrics().loss).toBeLessThan(first);
      expect(valuesOf(model)).not.toEqual(before);
      step.dispose();
    });

    it("draws Keras's weights and masks all the same", () => {
      const { size, weights, masks } = keras.models.mlp;
      const model = mlp({ inputShape: [size, size, 3], classes: 7, seed: keras.seed });
      expect(weightsOf(model)).toEqual(weights);
      const dropouts = model.layers.filter((layer) => layer instanceof Dropout);
      expect(dropouts.map(masksOf)).toEqual(masks);
    });

    it('predicts as the model does', () => {
      const model = smallModel();
      const predict = compilePredict(model);
      const [x] = smallBatch(2);
      expect(predict.mode).toBe('eager');
      expect(predict(x, 3).dataSync()).toEqual((model.predict(x) as tf.Tensor).dataSync());
    });

    it('is diagnosed, with a remedy', async () => {
      const rows = await diagnose();
      const engine = rows.find(({ check }) => check === 'engine');
      expect(engine).toMatchObject({
        ok: false,
        remedy: expect.stringContaining('npm run setup') as string,
      });
    });
  });
});
