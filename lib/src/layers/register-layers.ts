import { tf } from '../engine/index.js';
import { registerActivations } from './activations.js';
import { GlobalAveragePooling2D, GlobalMaxPooling2D } from './global-pooling-2d.js';
import { Normalization } from './normalization.js';
import { RandomBrightness } from './random-brightness.js';
import { RandomContrast } from './random-contrast.js';
import { RandomFlip } from './random-flip.js';
import { RandomRotation } from './random-rotation.js';
import { RandomTranslation } from './random-translation.js';
import { RandomZoom } from './random-zoom.js';
import { ReLU } from './re-lu.js';
import { Resizing } from './resizing.js';
import { correctStockLayers } from './stock-corrections.js';
import { Subtract } from './subtract.js';

correctStockLayers();
registerActivations();
// On import, as tfjs does with its own layers: a saved model is read with these from then on.
for (const layer of [
  GlobalAveragePooling2D,
  GlobalMaxPooling2D,
  Normalization,
  RandomBrightness,
  RandomContrast,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  ReLU,
  Resizing,
  Subtract,
]) {
  tf.serialization.registerClass(layer);
}
