"""Keras Applications and transfer learning: run as `applications.py OUTPUT`, see regenerate.ts.

Initial weights and outputs of VGG16 and MobileNet, their preprocessing, and a transfer model on small
synthetic images: a frozen base under a new head, then the top of the base fine-tuned.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

SEED, CLASSES, BATCH, SIZE, ALPHA = 42, 7, 16, 32, 0.25
TRAIN, TEST = 44, 10
FROZEN = {"epochs": 3, "learningRate": 1e-2}
FINE_TUNE = {"epochs": 3, "learningRate": 1e-4, "names": ["conv_dw_13", "conv_pw_13"]}
SHAPE = (SIZE, SIZE, 3)

vgg16 = lambda: keras.applications.VGG16(weights=None, include_top=False, input_shape=SHAPE)
mobilenet = lambda: keras.applications.MobileNet(
    weights=None, include_top=False, input_shape=SHAPE, alpha=ALPHA, pooling="avg"
)
mobilenet_top = lambda: keras.applications.MobileNet(weights=None, input_shape=SHAPE, alpha=ALPHA, classes=CLASSES)


def digest(array):
    return hashlib.sha256(np.asarray(array, "<f4").tobytes()).hexdigest()


def noise(rows, seed=1):
    return np.random.RandomState(seed).randint(0, 256, rows * SIZE * SIZE * 3).reshape(rows, *SHAPE)


def images():
    """Noise that is brighter the higher the class."""
    labels = np.random.RandomState(2).randint(0, CLASSES, TRAIN + TEST)
    pixels = noise(TRAIN + TEST) * (labels + 1)[:, None, None, None] // CLASSES
    return pixels / 255, keras.utils.to_categorical(labels, CLASSES)


def set_statistics(base):
    """Means and variances that keep the signal, as a trained base has them: not 0 and 1."""
    random = np.random.RandomState(4)
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.moving_mean.assign(random.random_sample(layer.moving_mean.shape) * 0.01)
            layer.moving_variance.assign(random.random_sample(layer.moving_variance.shape) * 0.05 + 0.025)


def application(make):
    keras.utils.set_random_seed(SEED)
    model = make()
    weights = [{"name": w.path, "shape": list(w.shape), "sha256": digest(w.numpy())} for w in model.weights]
    set_statistics(model)
    output = model(noise(2) / 255, training=False).numpy().ravel()
    return {
        "parameters": model.count_params(),
        "weights": weights,
        "outputs": len(output),
        "output": output[:: max(1, len(output) // 24)][:24].tolist(),
    }


def preprocessed(module):
    return module.preprocess_input(noise(1, 3)[:, :2, :2]).astype("float32").ravel().tolist()


def fit(model, learning_rate, epochs):
    x, y = images()
    optimizer = keras.optimizers.Adam(learning_rate)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    keras.utils.set_random_seed(SEED)
    held_out = (x[TRAIN:], y[TRAIN:])
    logs = model.fit(x[:TRAIN], y[:TRAIN], batch_size=BATCH, epochs=epochs, validation_data=held_out, verbose=0)
    names = {"loss": "loss", "accuracy": "accuracy", "valLoss": "val_loss", "valAccuracy": "val_accuracy"}
    return [{name: float(logs.history[of][i]) for name, of in names.items()} for i in range(epochs)]


def transfer():
    keras.utils.set_random_seed(SEED)
    base = mobilenet()
    head = keras.layers.Dense(CLASSES, activation="softmax")
    inputs = keras.Input(SHAPE)
    model = keras.Model(inputs, head(base(inputs, training=False)))
    set_statistics(base)
    base.trainable = False
    frozen = fit(model, FROZEN["learningRate"], FROZEN["epochs"])
    base.trainable = True
    for layer in base.layers:
        named = any(layer.name.startswith(name) for name in FINE_TUNE["names"])
        # Keras 3.15 overrides training=False of the call above in fit; a frozen one uses its statistics.
        layer.trainable = named and not isinstance(layer, keras.layers.BatchNormalization)
    fine_tuned = fit(model, FINE_TUNE["learningRate"], FINE_TUNE["epochs"])
    return {
        "trainable": [w.path for w in model.trainable_weights],
        "epochs": frozen + fine_tuned,
        "probabilities": model.predict(images()[0][TRAIN:], verbose=0).ravel().tolist(),
    }


def main(output):
    fixture = {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "seed": SEED,
        "size": SIZE,
        "alpha": ALPHA,
        "trainRows": TRAIN,
        "testRows": TEST,
        "batchSize": BATCH,
        "frozen": FROZEN,
        "fineTune": FINE_TUNE,
        "applications": {
            "vgg16": application(vgg16),
            "mobilenet": application(mobilenet),
            "mobilenetTop": application(mobilenet_top),
        },
        "preprocessed": {
            "caffe": preprocessed(keras.applications.vgg16),
            "tf": preprocessed(keras.applications.mobilenet),
        },
        "transfer": transfer(),
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
