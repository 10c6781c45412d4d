import { beforeAll, describe, it } from 'vitest';
import { loadEngine } from '../../lib/src/engine/index.js';
import { testRegeneration } from '../parity/regenerate.js';
import { expectClose, expectKeras, keras, layerOf, title, weightsInOrder } from './keras-layer.js';

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
