"""Keras's training steps: run as `keras_steps.py OUTPUT`, see regenerate.ts.

Small models with random layers, batch normalisation, weighted rows, sparse targets, momentum, a
frozen part and a learning rate that changes on the way; and a model of two inputs and three outputs,
with penalties and a constraint: losses and metrics of each step, and the weights in the end.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

ROWS, CLASSES, STEPS = 8, 3, 6
SAMPLE_WEIGHT = [0.5, 2.0, 0.0, 1.0, 3.0, 1.0, 0.25, 1.5]
LABELS = [0, 1, 2, 2, 1, 0, 1, 0]
RATES = [0.05, 0.05, 0.05, 0.01, 0.01, 0.02]
# Its own steps are small.
ADADELTA_RATES = [1.0, 1.0, 1.0, 0.5, 0.5, 2.0]


def values(shape, scale=1.0, shift=0.0):
    """Numbers in [shift, shift + scale) in no order."""
    size = int(np.prod(shape))
    return ((np.arange(size) * 7919 % 1009) / 1009 * scale + shift).reshape(shape).astype("float32")


def make():
    return keras.Sequential(
        [
            layers.Input((9, 8, 3)),
            layers.Rescaling(1 / 2, offset=0.25),
            layers.RandomFlip("horizontal", seed=1),
            layers.RandomRotation(0.1, seed=2),
            layers.RandomZoom(0.2, fill_mode="nearest", seed=3),
            layers.RandomContrast(0.3, value_range=(0, 1), seed=4),
            # Batch normalisation takes a bias out again, and Adam would make steps of rounding errors.
            layers.Conv2D(4, 3, use_bias=False, name="convolution"),
            layers.BatchNormalization(name="normalised", momentum=0.9),
            layers.ReLU(max_value=6),
            layers.DepthwiseConv2D(3, strides=2, padding="same", name="depthwise"),
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.3, seed=5),
            layers.Dense(CLASSES, activation="softmax", name="classes"),
        ]
    )


OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "nesterov": lambda: keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "adam": lambda: keras.optimizers.Adam(0.05),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.05, rho=0.8),
    "rmspropCentered": lambda: keras.optimizers.RMSprop(0.05, rho=0.8, momentum=0.5, centered=True),
    "adagrad": lambda: keras.optimizers.Adagrad(0.05, initial_accumulator_value=0.2),
    "adadelta": lambda: keras.optimizers.Adadelta(0.05, rho=0.9),
    "adamax": lambda: keras.optimizers.Adamax(0.05),
    "adamW": lambda: keras.optimizers.AdamW(0.05, weight_decay=0.3),
    "adamWKernels": lambda: without_decay(keras.optimizers.AdamW(0.05, weight_decay=0.3)),
}


def without_decay(optimizer):
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def make_heads():
    """Two inputs and three outputs, one of which is also an input of another."""
    image = layers.Input((6, 6, 2), name="image")
    person = layers.Input((3,), name="person")
    x = layers.Conv2D(3, 3, activation="relu", kernel_regularizer=keras.regularizers.L2(0.02), name="conv")(image)
    x = layers.Concatenate()([layers.Flatten()(x), person])
    hidden = layers.Dense(
        5,
        activation="tanh",
        kernel_regularizer=keras.regularizers.L1(0.003),
        bias_regularizer=keras.regularizers.L1L2(0.01, 0.1),
        kernel_constraint=keras.constraints.MaxNorm(1.0),
        name="hidden",
    )(x)
    lesion = layers.Dense(CLASSES, activation="softmax", name="lesion")(hidden)
    malignant = layers.Dense(1, activation="sigmoid", name="malignant")(layers.Concatenate()([hidden, lesion]))
    age = layers.Dense(2, name="age")(hidden)
    return keras.Model([image, person], [lesion, malignant, age])


def run_heads(weights, loss_weights, frozen):
    model = make_heads()
    for weight in model.weights:
        weight.assign(values(weight.shape, 0.8, -0.4))
    for name in frozen:
        model.get_layer(name).trainable = False
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss=["sparse_categorical_crossentropy", "binary_crossentropy", "mean_squared_error"],
        loss_weights=loss_weights,
        metrics=[["accuracy"], ["accuracy"], ["mae"]],
    )
    labels = np.array(LABELS)
    targets = [labels, (labels == 1).astype("float32")[:, None], values((ROWS, 2), 2.0)]
    sample_weight = weights and [np.array(weight) for weight in weights]
    steps = []
    for step in range(STEPS):
        model.reset_metrics()
        x = [values((ROWS, 6, 6, 2), 1.0, 0.01 * step), values((ROWS, 3), 1.0, -0.5)]
        logs = model.train_on_batch(x, targets, sample_weight=sample_weight, return_dict=True)
        steps.append({name: float(value) for name, value in logs.items()})
    return {
        "sampleWeight": weights,
        "lossWeights": loss_weights,
        "frozen": frozen,
        "steps": steps,
        "weights": {layer.name: weights_of(layer) for layer in model.layers if layer.weights},
    }


def weights_of(layer):
    return [[float(f"{value:.7g}") for value in weight.numpy().ravel()] for weight in layer.weights]


def run(optimizer, sparse, weighted, frozen):
    model = make()
    for weight in model.weights:
        weight.assign(values(weight.shape, 0.8, 0.1 if "variance" in weight.path else -0.4))
    for name in frozen:
        model.get_layer(name).trainable = False
    loss = "sparse_categorical_crossentropy" if sparse else "categorical_crossentropy"
    model.compile(optimizer=OPTIMIZERS[optimizer](), loss=loss, metrics=["accuracy"])
    labels = np.array(LABELS) if sparse else keras.utils.to_categorical(LABELS, CLASSES)
    sample_weight = np.array(SAMPLE_WEIGHT) if weighted else None
    steps = []
    rates = ADADELTA_RATES if optimizer == "adadelta" else RATES
    for step, rate in enumerate(rates):
        model.optimizer.learning_rate = rate
        model.reset_metrics()
        x = values((ROWS, 9, 8, 3), 1.0, 0.01 * step)
        logs = model.train_on_batch(x, labels, sample_weight=sample_weight, return_dict=True)
        steps.append({"loss": float(logs["loss"]), "accuracy": float(logs["accuracy"])})
    names = ["convolution", "normalised", "depthwise", "classes"]
    return {
        "optimizer": optimizer,
        "sparse": sparse,
        "weighted": weighted,
        "frozen": frozen,
        "learningRates": rates,
        "steps": steps,
        "weights": {
            name: weights_of(model.get_layer(name)) for name in names
        },
    }


def main(output):
    frozen = ["convolution", "normalised"]
    fixture = {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "rows": ROWS,
        "labels": LABELS,
        "sampleWeight": SAMPLE_WEIGHT,
        "runs": [
            run("sgd", sparse=True, weighted=False, frozen=[]),
            run("momentum", sparse=True, weighted=True, frozen=[]),
            run("nesterov", sparse=False, weighted=True, frozen=[]),
            run("adam", sparse=True, weighted=True, frozen=[]),
            run("adam", sparse=False, weighted=False, frozen=frozen),
            *[run(optimizer, sparse=True, weighted=True, frozen=[]) for optimizer in list(OPTIMIZERS)[4:]],
        ],
        "heads": [
            run_heads(None, None, []),
            run_heads([SAMPLE_WEIGHT] * 3, [1.0, 0.5, 2.0], []),
            run_heads([SAMPLE_WEIGHT, [1.0] * ROWS, SAMPLE_WEIGHT[::-1]], None, ["hidden"]),
        ],
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
