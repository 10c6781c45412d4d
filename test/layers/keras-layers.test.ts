import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, type tf } from '../../lib/src/engine/index.js';
import { testRegeneration } from '../parity/regenerate.js';
import { keras, type LayerCase, layerOf, resultOf, weightsInOrder } from './keras-layer.js';

const TOLERANCE = 1e-5;

function title({ layer, arguments: given, training, trainable, calls, shapes }: LayerCase): string {
  const mode = `${training ? ', training' : ''}${trainable ? '' : ', frozen'}`;
  return `${layer} ${JSON.stringify(given)} ${JSON.stringify(shapes)}${mode}, call ${String(calls)}`;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const differences = expected.map(
    (value, i) => Math.abs(value - actual[i]!) / Math.max(1, Math.abs(value)),
  );
  expect(Math.max(...differences)).toBeLessThan(TOLERANCE);
}

function expectKeras(layer: tf.layers.Layer, kerasCase: LayerCase): void {
  const { output, gradient } = resultOf(layer, kerasCase);
  expect(output.shape).toEqual(kerasCase.outputShape);
  expectClose(output.dataSync(), kerasCase.output);
  if (gradient) expectClose(gradient.dataSync(), kerasCase.gradient!);
}

describe('a layer computes what Keras computes', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each(keras.cases.map((kerasCase) => [title(kerasCase), kerasCase] as const))(
    '%s',
    (_, kerasCase) => {
      const layer = layerOf(kerasCase);
      expectKeras(layer, kerasCase);
      const after = kerasCase.weightsAfter ?? [];
      for (const [i, values] of weightsInOrder(layer, kerasCase.weights).entries()) {
        if (after[i]) expectClose(values, after[i]);
      }
    },
  );

  it.each(keras.cases.map((kerasCase) => [title(kerasCase), kerasCase] as const))(
    'and so after being saved: %s',
    (_, kerasCase) => {
      const saved = JSON.parse(JSON.stringify(layerOf(kerasCase).getConfig())) as object;
      expectKeras(
        layerOf({ ...kerasCase, arguments: saved as Record<string, unknown> }),
        kerasCase,
      );
    },
  );
});

testRegeneration('layers', { absolute: 1e-5, relative: 1e-5 });
