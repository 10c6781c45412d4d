import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

/** The command-line program, of the built library. */
export const DERMLAB = join(ROOT, 'lib/bin/dermlab.js');

/** Programs of the Python environment that `npm run setup` makes. */
export const PYTHON_BIN = join(ROOT, '.venv/bin');

/** Its Python. */
export const PYTHON = join(PYTHON_BIN, 'python');

// The full images and other large data, which a clone does not have.
const SHARED = process.env['DERMLAB_SHARED'] ?? join(ROOT, '../shared/data');

/** HAM10000's full-size folder. */
export const SHARED_HAM10000 = join(SHARED, 'ham10000');

/** The tables of ISIC 2019. */
export const SHARED_ISIC2019 = join(SHARED, 'isic2019');

/** MobileNetV1 as Keras Applications publishes it, alpha 0.25. */
export const SHARED_MOBILENET = join(SHARED, 'pretrained/mobilenet_v1_0.25_224_imagenet.h5');
