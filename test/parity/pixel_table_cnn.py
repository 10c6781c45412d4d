"""Source C's network trained by Keras with its own callbacks: run as `pixel_table_cnn.py OUTPUT`, see
regenerate.ts. The synthetic images are those of keras_fit.py.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras_fit import BATCH, CLASSES, SEED, TRAIN, images

SIZE, EPOCHS = 8, 9
PLATEAU = {"monitor": "val_accuracy", "factor": 0.5, "patience": 1, "min_lr": 1e-5}
STOPPING = {"monitor": "val_loss", "patience": 3}


def pixel_table_cnn():
    model = keras.Sequential([layers.Input((SIZE, SIZE, 3))])
    for filters in (8, 16, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.BatchNormalization())
        model.add(layers.MaxPooling2D())
        model.add(layers.Dropout(0.25))
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(CLASSES, activation="softmax"))
    return model


class Log(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs = []

    def on_epoch_end(self, epoch, logs=None):
        names = {"loss": "loss", "accuracy": "accuracy", "valLoss": "val_loss", "valAccuracy": "val_accuracy"}
        figures = {name: float(logs[keras_name]) for name, keras_name in names.items()}
        self.epochs.append({**figures, "learningRate": float(self.model.optimizer.learning_rate.numpy())})


def main(output):
    keras.utils.set_random_seed(SEED)
    model = pixel_table_cnn()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    x, one_hot = images(SIZE)
    y = np.argmax(one_hot, axis=1)
    log = Log()
    callbacks = [
        log,
        keras.callbacks.ReduceLROnPlateau(**PLATEAU),
        keras.callbacks.EarlyStopping(**STOPPING),
    ]
    held_out = (x[TRAIN:], y[TRAIN:])
    model.fit(
        x[:TRAIN], y[:TRAIN], batch_size=BATCH, epochs=EPOCHS, validation_data=held_out, callbacks=callbacks, verbose=0
    )
    fixture = {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "seed": SEED,
        "sizePx": SIZE,
        "batchSize": BATCH,
        "epochs": EPOCHS,
        "history": log.epochs,
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


main(sys.argv[1])
