import { tf } from '../engine/index.js';
import { Normalization } from './normalization.js';
import { RandomBrightness } from './random-brightness.js';
import { RandomContrast } from './random-contrast.js';
import { RandomFlip } from './random-flip.js';
import { RandomRotation } from './random-rotation.js';
import { RandomTranslation } from './random-translation.js';
import { RandomZoom } from './random-zoom.js';
import { Resizing } from './resizing.js';

// On import, as tfjs does with its own layers: a saved model is read with these from then on.
for (const layer of [
  Normalization,
  RandomBrightness,
  RandomContrast,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  Resizing,
]) {
  tf.serialization.registerClass(
    layer,
  );
}
