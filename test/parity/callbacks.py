"""What Keras's EarlyStopping and ReduceLROnPlateau do with random figures: run as
`callbacks.py OUTPUT`, see regenerate.ts.

The real callbacks on a real model, driven epoch by epoch. The model's one weight is the epoch's
number, so what is restored tells its epoch.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

EPOCHS, CASES = 18, 70
NAMES = {"loss": "loss", "accuracy": "accuracy", "valLoss": "val_loss", "valAccuracy": "val_accuracy"}
ODD = ["NaN", "Infinity", "-Infinity"]


def make_model():
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(optimizer=keras.optimizers.Adam(), loss="mse", metrics=["accuracy"])
    model.fit(np.zeros((1, 1)), np.zeros((1, 1)), verbose=0)
    return model


def figures(random, kind):
    """Plateaus, small steps around min_delta, differences below float32, and odd values."""
    if kind == 0:
        values = np.round(random.uniform(0, 1, EPOCHS), 1)
    elif kind == 1:
        values = np.round(0.5 + np.cumsum(random.uniform(-0.02, 0.02, EPOCHS)), 3)
    elif kind == 2:
        values = 0.5 + random.randint(-2, 3, EPOCHS) * 2e-8
    else:
        values = np.round(random.uniform(0, 1, EPOCHS), 2)
    values = [float(value) for value in values]
    if kind == 3:
        for position in random.randint(0, EPOCHS, 2):
            values[position] = ODD[random.randint(0, 3)]
    return values


def pick(random, values):
    return values[random.randint(0, len(values))]


def shared_options(random, deltas):
    options = {"monitor": pick(random, list(NAMES)), "patience": int(random.randint(0, 5))}
    if random.randint(0, 3) == 0:
        options["mode"] = pick(random, ["min", "max"])
    if random.randint(0, 2):
        options["min_delta"] = pick(random, deltas)
    return options


def stopping_options(random):
    options = shared_options(random, [0.01, -0.02, 0.1, 1e-8])
    if random.randint(0, 3) == 0:
        options["baseline"] = float(np.round(random.uniform(0, 1), 1))
    if random.randint(0, 3) == 0:
        options["start_from_epoch"] = int(random.randint(0, 6))
    options["restore_best_weights"] = bool(random.randint(0, 2))
    return options


def plateau_options(random):
    options = shared_options(random, [0.0, 0.01, -0.02, 0.1])
    options["factor"] = pick(random, [0.1, 0.2, 0.5, 0.9])
    if random.randint(0, 2):
        options["cooldown"] = int(random.randint(0, 4))
    if random.randint(0, 2):
        options["min_lr"] = pick(random, [1e-5, 1e-4, 3e-4, 1e-3])
    return options


def callback_of(make, options, model):
    callback = make(**{**options, "monitor": NAMES[options["monitor"]]})
    callback.set_model(model)
    callback.on_train_begin()
    return callback


def stopping_case(random, number, model):
    options, values = stopping_options(random), figures(random, number % 4)
    callback = callback_of(keras.callbacks.EarlyStopping, options, model)
    model.stop_training = False
    epochs = 0
    for epoch, value in enumerate(values):
        model.set_weights([np.full((1, 1), epoch + 1.0)])
        callback.on_epoch_end(epoch, {NAMES[options["monitor"]]: float(value)})
        epochs = epoch + 1
        if model.stop_training:
            break
    callback.on_train_end()
    ends_with = int(model.get_weights()[0][0, 0])
    return {"options": options, "values": values, "epochs": epochs, "endsWithWeightsOf": ends_with}


def plateau_case(random, number, model):
    options, values = plateau_options(random), figures(random, number % 4)
    callback = callback_of(keras.callbacks.ReduceLROnPlateau, options, model)
    model.optimizer.learning_rate = 1e-3
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {NAMES[options["monitor"]]: float(value)})
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return {"options": options, "values": values, "rates": rates}


def main(output):
    model = make_model()
    random = np.random.RandomState(0)
    fixture = {
        "versions": {"keras": keras.__version__, "numpy": np.__version__},
        "seed": 0,
        "learningRate": 1e-3,
        "earlyStopping": [stopping_case(random, number, model) for number in range(CASES)],
        "reduceLROnPlateau": [plateau_case(random, number, model) for number in range(CASES)],
    }
    Path(output).write_text(json.dumps(fixture, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
