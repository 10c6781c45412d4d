"""What Keras's layers compute: run as `layers.py OUTPUT`, see regenerate.ts.

Each case: the layer's arguments, its weights after building (by a formula), and for an input by the
same formula what comes out, at inference or in training, the gradient of the output's weighted sum
for the input, and the weights afterwards.
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

IMAGES = (2, 5, 6, 3)
PIXELS = (2, 7, 6, 2)


def values(shape, scale=1.0, shift=0.0):
    """Numbers in [shift, shift + scale) in no order."""
    size = int(np.prod(shape))
    return ((np.arange(size) * 7919 % 1009) / 1009 * scale + shift).reshape(shape).astype("float32")


def rounded(array):
    return [float(f"{value:.7g}") for value in np.asarray(array, "float64").ravel()]


def case(layer_class, arguments, shape, training=False, trainable=True, gradient=True, calls=1):
    layer = layer_class(**arguments)
    several = isinstance(shape, list)
    shapes = shape if several else [shape]
    inputs = [tf.constant(values(one, 2.0, -1.0 + 0.1 * i)) for i, one in enumerate(shapes)]
    x = inputs if several else inputs[0]
    layer.build(shapes if several else shape)
    weights = [] if "Random" in layer_class.__name__ else layer.weights
    for i, weight in enumerate(weights):
        weight.assign(values(weight.shape, 0.8, 0.3 + 0.1 * i))
    if isinstance(layer, layers.Normalization):
        layer.finalize_state()
    layer.trainable = trainable
    keywords = {"training": training} if layer._call_has_training_arg else {}
    names = [weight.name for weight in weights]
    for _ in range(calls - 1):
        layer(x, **keywords)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        output = layer(x, **keywords)
        total = tf.reduce_sum(output * values(output.shape))
    result = {
        "layer": layer_class.__name__,
        "arguments": arguments,
        "training": training,
        "trainable": trainable,
        "calls": calls,
        "shapes": [list(one) for one in shapes],
        "weights": names,
        "outputShape": list(output.shape),
        "output": rounded(output),
    }
    if gradient:
        result["gradient"] = rounded(tape.gradient(total, inputs[0]))
    if training:
        result["weightsAfter"] = [rounded(weight) for weight in weights]
    return result


def random_cases():
    for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
        yield layers.RandomFlip, {"mode": mode, "seed": 5}
    for fill_mode in ("reflect", "wrap", "constant", "nearest"):
        yield layers.RandomRotation, {"factor": [0.1, 0.1], "fill_mode": fill_mode, "fill_value": 0.25, "seed": 1}
    yield layers.RandomRotation, {"factor": 0.3, "interpolation": "nearest", "seed": 2**40 + 3}
    yield layers.RandomZoom, {"height_factor": [0.3, 0.3], "seed": 1}
    yield layers.RandomZoom, {"height_factor": 0.4, "width_factor": [-0.5, -0.1], "fill_mode": "constant", "seed": 3}
    yield layers.RandomTranslation, {"height_factor": 0.2, "width_factor": [0.1, 0.4], "seed": 4}
    yield layers.RandomTranslation, {"height_factor": [0.2, 0.2], "width_factor": 0.0, "fill_mode": "wrap", "seed": 4}
    yield layers.RandomContrast, {"factor": 0.5, "value_range": [-1, 1], "seed": 6}
    yield layers.RandomContrast, {"factor": [0.3, 0.9], "value_range": [-0.8, 0.9], "seed": 6}
    yield layers.RandomBrightness, {"factor": 0.3, "value_range": [-1, 1], "seed": 7}
    yield layers.RandomBrightness, {"factor": [0.1, 0.2], "value_range": [-1, 0.9], "seed": -7}


def batch_normalization_cases():
    norm = layers.BatchNormalization
    for training, trainable in ((True, True), (False, True), (True, False)):
        yield case(norm, {}, PIXELS, training, trainable)
    yield case(norm, {"momentum": 0.9, "epsilon": 1e-2}, (6, 4), True)
    yield case(norm, {}, (6, 4))
    yield case(norm, {"center": False}, (6, 4), True)
    yield case(norm, {"scale": False}, PIXELS, True)
    yield case(norm, {"axis": 1}, (3, 4, 5), True)
    yield case(norm, {"axis": 1}, (3, 4, 5))


def convolution_cases():
    for layer_class, extra in ((layers.DepthwiseConv2D, {}), (layers.SeparableConv2D, {"filters": 3})):
        for arguments in (
            {"kernel_size": 3},
            {"kernel_size": 3, "strides": 2, "padding": "same"},
            {"kernel_size": [2, 3], "depth_multiplier": 2, "activation": "relu", "use_bias": False},
            {"kernel_size": 2, "dilation_rate": 2, "padding": "same"},
        ):
            # TensorFlow.js has no gradient of a dilated convolution.
            yield case(layer_class, arguments | extra, PIXELS, gradient="dilation_rate" not in arguments)
    yield case(layers.Conv2D, {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, PIXELS)
    yield case(layers.Conv2D, {"filters": 2, "kernel_size": 2, "dilation_rate": 2}, PIXELS, gradient=False)
    yield case(layers.Conv2DTranspose, {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, (1, 3, 4, 2))


def pooling_cases():
    for layer_class in (layers.GlobalAveragePooling2D, layers.GlobalMaxPooling2D):
        for keepdims in (False, True):
            yield case(layer_class, {"keepdims": keepdims}, PIXELS)
    for layer_class in (layers.MaxPooling2D, layers.AveragePooling2D):
        yield case(layer_class, {"pool_size": 2}, PIXELS)
        yield case(layer_class, {"pool_size": 3, "strides": 2, "padding": "same"}, PIXELS)


def activation_cases():
    for arguments in (
        {},
        {"max_value": 0.5},
        {"max_value": 6.0},
        {"negative_slope": 0.1},
        {"threshold": 0.2},
        {"max_value": 0.7, "negative_slope": 0.2, "threshold": 0.1},
    ):
        yield case(layers.ReLU, arguments, (2, 9))
    names = "relu relu6 sigmoid hard_sigmoid tanh softmax log_softmax softplus softsign elu selu gelu silu exponential"
    for name in (names + " leaky_relu mish hard_silu linear").split():
        yield case(layers.Activation, {"activation": name}, (2, 9))
    yield case(layers.ELU, {}, (2, 9))
    yield case(layers.PReLU, {"shared_axes": [1, 2]}, (2, 2, 3, 2))
    yield case(layers.Softmax, {}, (2, 9))


def merge_cases():
    for layer_class in (layers.Add, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum, layers.Subtract):
        yield case(layer_class, {}, [(2, 3, 4), (2, 3, 4)])
    yield case(layers.Concatenate, {"axis": -1}, [(2, 3, 4), (2, 3, 2)])
    yield case(layers.Concatenate, {"axis": 1}, [(2, 3, 4), (2, 1, 4)])


def shape_cases():
    for padding in (1, [1, 2], [[0, 1], [0, 1]]):
        yield case(layers.ZeroPadding2D, {"padding": padding}, (1, 3, 4, 2))
    yield case(layers.Cropping2D, {"cropping": [[1, 0], [2, 1]]}, PIXELS)
    for interpolation in ("nearest", "bilinear"):
        yield case(layers.UpSampling2D, {"size": [2, 3], "interpolation": interpolation}, (1, 3, 4, 2))
        for height, width in ((3, 4), (9, 11)):
            arguments = {"height": height, "width": width, "interpolation": interpolation}
            yield case(layers.Resizing, arguments, (1, 5, 6, 2), gradient=False)


def normalization_cases():
    yield case(layers.Rescaling, {"scale": 1 / 127.5, "offset": -1.0}, (3, 4))
    yield case(layers.Rescaling, {"scale": [0.5, 2.0], "offset": [0.1, -0.1]}, (3, 2))
    for axis in (-1, None, [1, 2]):
        yield case(layers.Normalization, {"axis": axis}, (2, 3, 4))
    yield case(layers.Normalization, {"mean": 0.2, "variance": 0.5, "axis": None}, (2, 3))
    yield case(layers.Normalization, {"mean": [0.2, 0.3, 0.4], "variance": [0.5, 0.6, 0.0]}, (2, 2, 3))
    yield case(layers.Normalization, {"mean": [0.2, 0.3], "variance": [0.5, 4.0], "axis": 1, "invert": True}, (2, 2, 3))
    yield case(layers.LayerNormalization, {}, (2, 3, 4))


def adapted():
    layer = layers.Normalization()
    layer.adapt(values(PIXELS))
    return {weight.name: rounded(weight) for weight in layer.weights}


def cases():
    for layer_class, arguments in random_cases():
        for calls in (1, 2) if arguments["seed"] % 2 else (1,):
            yield case(layer_class, arguments, IMAGES, training=True, gradient=False, calls=calls)
    yield case(layers.RandomRotation, {"factor": 0.3}, (1, 2, 3, 1))
    yield from batch_normalization_cases()
    yield from convolution_cases()
    yield from pooling_cases()
    yield from activation_cases()
    yield from merge_cases()
    yield from shape_cases()
    yield from normalization_cases()


def main(output):
    fixture = {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "cases": list(cases()),
        "adapted": adapted(),
    }
    Path(output).write_text(json.dumps(fixture, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
