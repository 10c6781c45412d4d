"""What Keras draws from a seed, and where it gets with it: run as `keras_fit.py OUTPUT`, see regenerate.ts.

Source B's models on small synthetic images: initial weights, dropout masks, order of the rows, and
loss and accuracy after each step and epoch of `fit`.
"""

import hashlib
import json
import os
import random
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

SEED, CLASSES, BATCH, EPOCHS = 42, 7, 16, 2
TRAIN, TEST = 44, 10
SIZES = {"mlp": 8, "cnn": 22}
SEEDS = [0, 1, 42, 2**31 - 2, 2**31 - 1, 2**31, 2**32 - 1]
MASK_SHAPE = (3, 7, 11)
DROPOUT_SEEDS = [-7, 0, 2**31 - 2, 2**31 - 1, 2**40 + 3]


def mlp(size):
    return keras.Sequential(
        [
            layers.Input((size, size, 3)),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def cnn(size):
    model = keras.Sequential([layers.Input((size, size, 3))])
    for filters in (256, 128, 64):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        model.add(layers.MaxPooling2D())
        model.add(layers.Dropout(0.3))
    model.add(layers.Flatten())
    model.add(layers.Dense(32))
    model.add(layers.Dense(CLASSES, activation="softmax"))
    return model


def images(size):
    """Noise that is brighter the higher the class."""
    labels = np.random.RandomState(2).randint(0, CLASSES, TRAIN + TEST)
    noise = np.random.RandomState(1).randint(0, 256, (TRAIN + TEST) * size * size * 3)
    pixels = noise.reshape(-1, size, size, 3) * (labels + 1)[:, None, None, None] // CLASSES
    return pixels / 255, keras.utils.to_categorical(labels, CLASSES)


def digest(array, dtype="<f4"):
    return hashlib.sha256(np.asarray(array, dtype).tobytes()).hexdigest()


def python_integers(seed):
    random.seed(seed)
    return {"seed": seed, "values": [random.randint(1, 10**9) for _ in range(20)]}


def row_order(rows, seed):
    keras.utils.set_random_seed(seed)
    batches = ArrayDataAdapter(np.arange(rows), shuffle=True, batch_size=BATCH).get_tf_dataset()
    epochs = [np.concatenate([batch.numpy() for batch in batches]) for _ in range(2)]
    assert (epochs[0] == epochs[1]).all()
    return {"seed": seed, "rows": rows, "first": epochs[0][:8].tolist(), "sha256": digest(epochs[0], "<i4")}


def dropouts(model):
    return [layer for layer in model.layers if isinstance(layer, layers.Dropout)]


def weight(variable):
    values = variable.numpy()
    return {"shape": list(values.shape), "sha256": digest(values)}


def mask(layer):
    ones = np.ones(MASK_SHAPE, "float32")
    drawn = [digest(layer(ones, training=True)) for _ in range(3)]
    return {"seed": int(layer.seed_generator.state[0]), "sha256": drawn}


class Log(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.steps, self.epochs = [], []

    def on_train_batch_end(self, batch, logs=None):
        self.steps.append({"loss": float(logs["loss"]), "accuracy": float(logs["accuracy"])})

    def on_epoch_end(self, epoch, logs=None):
        names = {"loss": "loss", "accuracy": "accuracy", "valLoss": "val_loss", "valAccuracy": "val_accuracy"}
        self.epochs.append({name: float(logs[keras_name]) for name, keras_name in names.items()})


def run(name):
    size = SIZES[name]
    make = {"mlp": mlp, "cnn": cnn}[name]
    keras.utils.set_random_seed(SEED)
    masks = [mask(layer) for layer in dropouts(make(size))]
    keras.utils.set_random_seed(SEED)
    model = make(size)
    weights = [weight(variable) for variable in model.weights]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    x, y = images(size)
    log = Log()
    held_out = (x[TRAIN:], y[TRAIN:])
    model.fit(x[:TRAIN], y[:TRAIN], batch_size=BATCH, epochs=EPOCHS, validation_data=held_out, callbacks=[log], verbose=0)
    drawn = [int(layer.seed_generator.state[1]) for layer in dropouts(model)]
    return {
        "size": size,
        "weights": weights,
        "masks": masks,
        "masksDrawn": drawn,
        "steps": log.steps,
        "epochs": log.epochs,
    }


def main(output):
    fixture = {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "seed": SEED,
        "trainRows": TRAIN,
        "testRows": TEST,
        "batchSize": BATCH,
        "integers": [python_integers(seed) for seed in SEEDS],
        "rowOrders": [row_order(rows, seed) for seed in SEEDS for rows in (1, 2, 5, 2800)],
        "maskShape": list(MASK_SHAPE),
        "dropoutSeeds": [{**mask(layers.Dropout(0.3, seed=seed)), "seed": seed} for seed in DROPOUT_SEEDS],
        "models": {name: run(name) for name in SIZES},
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
