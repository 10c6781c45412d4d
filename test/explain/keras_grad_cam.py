"""Grad-CAM as Keras's example computes it, for models that are saved as .h5 files.

Run: .venv/bin/python test/explain/keras_grad_cam.py FOLDER [MOBILENET.h5]
Writes to FOLDER one NAME.h5 and one NAME.bin (an image, float32) a model, and cases.json: a heat
map for each model, layer, class and score. Null stands for NaN, which the example gives where no
place is positive.
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

SIZE = (16, 20, 3)


def plain():
    return keras.Sequential(
        [
            keras.Input(SIZE),
            layers.Conv2D(6, 3, activation="relu", name="first"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Conv2D(5, 3, strides=2, padding="same", activation="relu", name="second"),
            layers.Flatten(),
            layers.Dense(4, activation="softmax", name="probabilities"),
        ]
    )


def residual():
    inputs = keras.Input(SIZE)
    x = layers.Conv2D(4, 3, padding="same", use_bias=False, name="conv_1")(inputs)
    x = layers.BatchNormalization(name="normalised_1")(x)
    shortcut = x = layers.ReLU(name="relu_1")(x)
    x = layers.DepthwiseConv2D(3, padding="same", name="depthwise")(x)
    x = layers.Conv2D(4, 1, name="pointwise")(x)
    x = layers.BatchNormalization(name="normalised_2")(x)
    x = layers.Add(name="sum")([x, shortcut])
    x = layers.Activation("relu", name="relu_2")(x)
    x = layers.GlobalAveragePooling2D(name="mean")(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="probabilities")(x))


def nested():
    inputs = keras.Input(SIZE)
    x = layers.Conv2D(4, 3, name="inner_1")(inputs)
    x = layers.BatchNormalization(name="inner_normalised")(x)
    x = layers.Conv2D(4, 3, activation="relu", name="inner_2")(x)
    base = keras.Model(inputs, x, name="base")
    head = [layers.Flatten(), layers.Dense(3, activation="softmax", name="probabilities")]
    return keras.Sequential([keras.Input(SIZE), base, *head])


def shuffle_weights(model, random):
    """No weight stays at its initial 0 or 1, so that each counts."""
    weights = [random.uniform(0.5, 1.5, w.shape) if "moving" in w.path else random.normal(0, 0.4, w.shape) for w in model.weights]
    model.set_weights(weights)


def layers_after(model, name):
    """The layer's output and the model's, for a layer of the model or of its nested first one."""
    if any(layer.name == name for layer in model.layers):
        return keras.Model(model.inputs, [model.get_layer(name).output, model.outputs[0]])
    base = model.get_layer("base")
    inner = keras.Model(base.inputs, [base.get_layer(name).output, base.outputs[0]])

    def call(image):
        features, x = inner(image)
        for layer in model.layers[1:]:
            x = layer(x)
        return features, x

    return call


def grad_cam(model, image, name, index):
    """keras.io/examples/vision/grad_cam, with the class given."""
    forward = layers_after(model, name)
    with tf.GradientTape() as tape:
        tape.watch(image)
        features, scores = forward(image)
        score = scores[:, index]
    gradients = tape.gradient(score, features)
    pooled = tf.reduce_mean(gradients, axis=(0, 1, 2))
    heat_map = tf.squeeze(features[0] @ pooled[..., tf.newaxis], -1)
    heat_map = (tf.maximum(heat_map, 0) / tf.math.reduce_max(tf.maximum(heat_map, 0))).numpy()
    return [None if np.isnan(v) else float(v) for v in heat_map.ravel()], heat_map.shape


def cases_of(name, model, image, names, classes):
    last = model.layers[-1]
    softmax = last.activation
    for of, activation in (("logit", keras.activations.linear), ("output", softmax)):
        last.activation = activation
        for layer in names:
            for index in classes:
                values, (rows, columns) = grad_cam(model, tf.constant(image), layer, index)
                yield {"model": name, "layer": layer, "classIndex": index, "of": of, "rows": rows, "columns": columns, "values": values}
    last.activation = softmax


def main(folder, mobilenet=None):
    random = np.random.RandomState(42)
    cases = []
    models = {
        "plain": (plain(), ["first", "pool", "second"], range(4)),
        "residual": (residual(), ["conv_1", "relu_1", "depthwise", "normalised_2", "relu_2"], range(3)),
        "nested": (nested(), ["inner_1", "inner_normalised", "inner_2"], range(3)),
    }
    for name, (model, names, classes) in models.items():
        shuffle_weights(model, random)
        image = random.uniform(0, 1, (1, *SIZE)).astype("<f4")
        cases += cases_of(name, model, image, names, classes)
        model.save(folder / f"{name}.h5")
        image.tofile(folder / f"{name}.bin")
    if mobilenet:
        model = keras.applications.MobileNet(alpha=0.25, weights=mobilenet)
        image = random.uniform(-1, 1, (1, 7, 7, 3)).repeat(32, 1).repeat(32, 2).astype("<f4")
        cases += cases_of("mobilenet", model, image, ["conv_dw_6", "conv_pw_13", "conv_pw_13_relu"], [281, 487])
        image.tofile(folder / "mobilenet.bin")
    (folder / "cases.json").write_text(json.dumps(cases, allow_nan=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
