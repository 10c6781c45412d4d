"""Weights files as Keras Applications has them, and what Keras makes of images with them.

Run as `write-weights.py FOLDER [MOBILENET]`: writes FOLDER/vgg16_notop.h5, in the layout of the published
file, of random weights (seed 42), and FOLDER/expected.json: features of VGG16 and, where the real
MobileNet file is given, of its base. What FOLDER/joined.h5, a transfer model of ours, predicts is there,
too. FOLDER/mobilenet.keras is a small MobileNet with its classifier, as Keras 3 saves it.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format


def noise(size):
    return np.random.RandomState(1).randint(0, 256, 2 * size * size * 3).reshape(2, size, size, 3)


def vgg16(folder):
    keras.utils.set_random_seed(42)
    model = keras.applications.VGG16(weights=None, include_top=False, input_shape=(48, 48, 3))
    with h5py.File(folder / "vgg16_notop.h5", "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    x = keras.applications.vgg16.preprocess_input(noise(48))
    return model.predict(x, verbose=0).ravel().tolist()


def mobilenet(path):
    model = keras.applications.MobileNet(
        weights=None, include_top=False, input_shape=(224, 224, 3), alpha=0.25, pooling="avg"
    )
    # Layers by name, as the file has ImageNet's classifier, too.
    with h5py.File(path) as file:
        legacy_h5_format.load_weights_from_hdf5_group_by_name(file["model_weights"], model)
    x = keras.applications.mobilenet.preprocess_input(noise(224))
    return model.predict(x, verbose=0).ravel().tolist()


def whole_archive(folder):
    keras.utils.set_random_seed(7)
    model = keras.applications.MobileNet(weights=None, input_shape=(32, 32, 3), alpha=0.25, classes=5)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.moving_variance.assign(layer.moving_variance * 0.05)
    model.save(folder / "mobilenet.keras")
    base = keras.Model(model.inputs, model.get_layer("conv_pw_13_relu").output)
    return base.predict(keras.applications.mobilenet.preprocess_input(noise(32)), verbose=0).ravel().tolist()


def joined(folder):
    model = keras.models.load_model(folder / "joined.h5")
    return {
        "layers": [layer.name for layer in model.layers],
        "trainable": [weight.path for weight in model.trainable_weights],
        "probabilities": model.predict(noise(32) / 255, verbose=0).ravel().tolist(),
    }


def main(folder, path=None):
    expected = {
        "vgg16": vgg16(Path(folder)),
        "joined": joined(Path(folder)),
        "archive": whole_archive(Path(folder)),
        **({"mobilenet": mobilenet(path)} if path else {}),
    }
    (Path(folder) / "expected.json").write_text(json.dumps(expected, allow_nan=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
