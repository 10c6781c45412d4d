"""Models of every layer that dermlab knows, by Keras: files and predictions out, and files of ours in.

    layer-zoo.py make FOLDER    writes NAME.h5, NAME.keras, NAME.weights.h5 and inputs with predictions
    layer-zoo.py check FOLDER   opens NAME-ours.h5 and NAME-ours.keras, writes the largest differences
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["COLUMNS"] = "140"  # for summaries
import keras
import numpy as np
import tensorflow as tf
from keras import layers

folder = sys.argv[2]
tf.config.threading.set_intra_op_parallelism_threads(1)
keras.utils.set_random_seed(7)
rng = np.random.RandomState(5)


def seq(shape, *parts):
    return keras.Sequential([layers.Input(shape), *parts])


def merge(layer, shape=(4, 3), count=2):
    inputs = [keras.Input(shape, name=f"in_{i}") for i in range(count)]
    parts = [layers.Dense(3, name=f"d_{i}")(x) for i, x in enumerate(inputs)]
    return keras.Model(inputs, layer(parts))


IMAGE, SERIES, TABLE = (8, 8, 3), (6, 4), (5,)
L = layers
ZOO = {
    "dense": lambda: seq(TABLE, L.Dense(4, "relu", kernel_regularizer="l2"), L.Dense(3, "softmax")),
    "activations": lambda: seq(TABLE, *[L.Dense(6, a) for a in (
        "elu selu relu relu6 linear sigmoid hard_sigmoid hard_silu exponential leaky_relu softplus softsign tanh softmax log_softmax swish mish gelu".split())]),
    "activation": lambda: seq(TABLE, L.Dense(4), L.Activation("tanh"), L.Activation("silu")),
    "relu": lambda: seq(TABLE, L.Dense(40), L.ReLU(max_value=0.5)),
    "leaky": lambda: seq(TABLE, L.Dense(9), L.LeakyReLU(negative_slope=0.2), L.ELU(), L.Softmax()),
    "prelu": lambda: seq(IMAGE, L.Conv2D(3, 3), L.PReLU("uniform", shared_axes=[1, 2])),
    "conv1d": lambda: seq(SERIES, L.Conv1D(5, 3, dilation_rate=2), L.Conv1D(4, 2, strides=2)),
    "conv2d": lambda: seq(IMAGE, L.Conv2D(4, (3, 2), strides=2, padding="same", activation="relu"),
                          L.Conv2D(5, 2, use_bias=False, kernel_constraint="max_norm")),
    "conv2d-dilated": lambda: seq(IMAGE, L.Conv2D(4, 3, dilation_rate=2)),
    "conv3d": lambda: seq((5, 5, 5, 2), L.Conv3D(3, 2), L.MaxPooling3D(2), L.Flatten()),
    "conv2d-transpose": lambda: seq(IMAGE, L.Conv2DTranspose(4, 3, strides=2, padding="same")),
    "conv3d-transpose": lambda: seq((3, 3, 3, 2), L.Conv3DTranspose(3, 2, strides=2)),
    "separable": lambda: seq(IMAGE, L.SeparableConv2D(5, 3, depth_multiplier=2, activation="relu")),
    "depthwise": lambda: seq(IMAGE, L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2)),
    "pool1d": lambda: seq(SERIES, L.MaxPooling1D(2), L.AveragePooling1D(2, padding="same"), L.GlobalMaxPooling1D()),
    "pool1d-average": lambda: seq(SERIES, L.GlobalAveragePooling1D()),
    "pool2d": lambda: seq(IMAGE, L.MaxPooling2D(2, padding="same"), L.AveragePooling2D((2, 2), strides=1), L.GlobalMaxPooling2D()),
    "pool2d-average": lambda: seq(IMAGE, L.GlobalAveragePooling2D()),
    "pool2d-kept": lambda: seq(IMAGE, L.GlobalAveragePooling2D(keepdims=True), L.GlobalMaxPooling2D(keepdims=True)),
    "pool3d": lambda: seq((4, 4, 4, 2), L.AveragePooling3D(2)),
    "batch-norm": lambda: seq(IMAGE, L.Conv2D(4, 3), L.BatchNormalization(epsilon=1e-2)),
    "batch-norm-bare": lambda: seq(TABLE, L.Dense(4), L.BatchNormalization(center=False), L.BatchNormalization(scale=False)),
    "layer-norm": lambda: seq(SERIES, L.LayerNormalization(), L.LayerNormalization(axis=1)),
    "dropout": lambda: seq(TABLE, L.Dense(4), L.Dropout(0.5, seed=3), L.Dense(3), L.Dropout(0.2)),
    "noise": lambda: seq(SERIES, L.GaussianNoise(0.1), L.GaussianDropout(0.2), L.AlphaDropout(0.1), L.SpatialDropout1D(0.2)),
    "embedding": lambda: seq((6,), L.Embedding(10, 4, mask_zero=True), L.LSTM(3)),
    "lstm": lambda: seq(SERIES, L.LSTM(5, return_sequences=True), L.LSTM(3, go_backwards=True, unit_forget_bias=False)),
    "gru": lambda: seq(SERIES, L.GRU(5, reset_after=False, return_sequences=True), L.GRU(3, reset_after=False)),
    "simple-rnn": lambda: seq(SERIES, L.SimpleRNN(5, return_sequences=True), L.SimpleRNN(3)),
    "rnn-cells": lambda: seq(SERIES, L.RNN([L.LSTMCell(4), L.SimpleRNNCell(3)])),
    "conv-lstm": lambda: seq((4, 6, 6, 2), L.ConvLSTM2D(3, 2)),
    "bidirectional": lambda: seq(SERIES, L.Bidirectional(L.LSTM(4, return_sequences=True)),
                                 L.Bidirectional(L.GRU(3, reset_after=False), merge_mode="sum")),
    "time-distributed": lambda: seq((4, 8, 8, 3), L.TimeDistributed(L.Conv2D(3, 3)), L.TimeDistributed(L.Flatten()), L.TimeDistributed(L.Dense(2))),
    "masking": lambda: seq(SERIES, L.Masking(0.0), L.LSTM(4)),
    "shapes": lambda: seq((4, 6), L.Reshape((2, 12)), L.Permute((2, 1)), L.Flatten(), L.RepeatVector(3)),
    "padding": lambda: seq(IMAGE, L.ZeroPadding2D(((0, 1), (2, 1))), L.Cropping2D(((1, 0), (0, 2)))),
    "upsampling": lambda: seq(IMAGE, L.UpSampling2D((2, 3)), L.UpSampling2D(2, interpolation="bilinear")),
    "rescaling": lambda: seq(IMAGE, L.Rescaling(1 / 127.5, offset=-1)),
    "normalization": lambda: seq(TABLE, L.Normalization(mean=[1.0, 2, 3, 4, 5], variance=[1.0, 2, 3, 4, 5])),
    "resizing": lambda: seq(IMAGE, L.Resizing(5, 6), L.Resizing(7, 7, interpolation="nearest")),
    # Keras 3.15 cannot save RandomBrightness itself: it copies a module.
    "random-image": lambda: seq(IMAGE, L.RandomFlip("horizontal", seed=1), L.RandomRotation(0.1, seed=2), L.RandomZoom(0.2, seed=3),
                                L.RandomTranslation(0.1, 0.2, seed=4), L.RandomContrast(0.2, seed=5)),
    "center-crop": lambda: seq(IMAGE, L.CenterCrop(4, 6)),
    "add": lambda: merge(L.Add(), count=3),
    "subtract": lambda: merge(L.Subtract()),
    "multiply": lambda: merge(L.Multiply()),
    "average": lambda: merge(L.Average()),
    "maximum": lambda: merge(L.Maximum()),
    "minimum": lambda: merge(L.Minimum()),
    "concatenate": lambda: merge(L.Concatenate(axis=1)),
    "dot": lambda: merge(L.Dot(axes=2, normalize=True)),
}


def residual():
    x = inputs = keras.Input(IMAGE)
    for filters in (4, 8):
        y = L.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        y = L.BatchNormalization()(y)
        y = L.ReLU()(y)
        y = L.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = L.BatchNormalization()(y)
        shortcut = L.Conv2D(filters, 1, use_bias=False)(x)
        x = L.ReLU()(L.Add()([y, shortcut]))
    outputs = L.Dense(3)(L.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, outputs, name="residual")


def nested():
    base_input = keras.Input(IMAGE)
    x = L.BatchNormalization()(L.Conv2D(4, 3)(base_input))
    base = keras.Model(base_input, [L.Conv2D(3, 3)(x)][0], name="base")
    base.layers[1].trainable = False
    head = seq((4, 4, 3), L.Flatten(), L.Dense(2))
    a, b = keras.Input(IMAGE, name="a"), keras.Input(IMAGE, name="b")
    joined = L.Concatenate()([head(base(a)), head(base(b, training=False))])
    return keras.Model([a, b], [joined, base(b)], name="siamese")


def frozen_base():
    base = seq(IMAGE, L.Conv2D(3, 3), L.BatchNormalization())
    base.trainable = False
    return seq(IMAGE, base, L.Flatten(), L.Dense(2))


APPLICATIONS = {
    "vgg16": lambda: keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3)),
    "mobilenet": lambda: keras.applications.MobileNet(weights=None, alpha=0.25, input_shape=(64, 64, 3), classes=5),
}
ZOO |= APPLICATIONS
ZOO |= {"residual": residual, "nested": nested, "frozen-base": frozen_base}


def noisy(model):
    """Weights that are nowhere 0 or 1, so that no two can be mistaken for each other."""
    for weight in model.weights:
        if "int" in str(weight.dtype):
            continue
        noise = rng.uniform(0.1, 0.4, weight.shape)
        weight.assign(np.asarray(weight) * 0.5 + noise * rng.choice([1, 0.5], weight.shape))
    return model


def inputs_of(model, name):
    if name == "embedding":
        return [rng.randint(0, 10, (2, 6)).astype("float32")]
        return [rng.randint(0, 10, (2, 1)).astype("float32")]
    return [rng.uniform(-1, 1, (2, *x.shape[1:])).astype("float32") for x in model.inputs]


def predict(model, inputs):
    outputs = model(inputs[0] if len(inputs) == 1 else inputs, training=False)
    return [np.asarray(y) for y in (outputs if isinstance(outputs, (list, tuple)) else [outputs])]


def as_json(arrays):
    return [{"shape": a.shape, "values": a.astype("float64").ravel().tolist()} for a in arrays]


def batch():
    x = np.random.RandomState(3).uniform(-1, 1, (16, 6, 6, 2)).astype("float32")
    y = np.eye(3, dtype="float32")[np.random.RandomState(4).randint(0, 3, 16)]
    return x, y


def trained(optimizer):
    model = seq((6, 6, 2), L.Conv2D(4, 3, use_bias=False), L.BatchNormalization(), L.ReLU(), L.Dropout(0.3, seed=9), L.Flatten(), L.Dense(3, "softmax"))
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"], jit_compile=False)
    for _ in range(3):
        model.train_on_batch(*batch())
    return model


def after_one_step(path):
    model = keras.models.load_model(path)
    model.train_on_batch(*batch())
    return [np.asarray(w) for w in model.weights]


OPTIMIZERS = {
    "adam": lambda: keras.optimizers.Adam(0.01, beta_1=0.8),
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, rho=0.8),
    "rmsprop-centered": lambda: keras.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "adagrad": lambda: keras.optimizers.Adagrad(0.05, initial_accumulator_value=0.2),
    "adadelta": lambda: keras.optimizers.Adadelta(1.0, rho=0.9),
    "adamax": lambda: keras.optimizers.Adamax(0.01, beta_1=0.8),
    "adamw": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.1),
}


def make_trained():
    for name, optimizer in OPTIMIZERS.items():
        keras.backend.clear_session()
        model, case = trained(optimizer()), {}
        for extension in ("keras", "h5"):  # saving .h5 takes the optimizer out of a later .keras
            model.save(f"{folder}/trained-{name}.{extension}")
        case["keras"] = as_json(after_one_step(f"{folder}/trained-{name}.keras"))
        # Keras 3.15 cannot train on after loading .h5: its optimizer knows no variables. So go on here,
        # with the dropout's stream from its beginning, which .h5 does not hold.
        next(l for l in model.layers if "dropout" in l.name).seed_generator.state.assign([9, 0])
        model.train_on_batch(*batch())
        case["h5"] = as_json([np.asarray(w) for w in model.weights])
        with open(f"{folder}/trained-{name}.training", "w") as file:
            json.dump(case, file)


def optimizer_values(path):
    import h5py

    with h5py.File(path) as f:
        group = f["optimizer_weights"]
        return [np.asarray(group[name]) for name in group.attrs["weight_names"]]


def make_odd_hdf5():
    """Files that h5py can write and Keras does not."""
    import h5py

    values = np.arange(60, dtype="float32").reshape(6, 10)
    with h5py.File(f"{folder}/packed.hdf5", "w") as f:
        f.create_dataset("w", data=values, chunks=(4, 3), compression="gzip", shuffle=True)
        f.create_dataset("half", data=values.astype("float16"))
        f.create_dataset("double", data=values.astype("float64"))
        f.create_group("many").attrs["n"] = [1, 2]
        for i in range(600):
            f["many"].create_dataset(f"d{i:04}", data=np.float32(i))
    with h5py.File(f"{folder}/latest.hdf5", "w", libver="latest") as f:
        f.create_group("g").create_dataset("w", data=values)
        f["g"].attrs["name"] = "text"
    with h5py.File(f"{folder}/soft-link.hdf5", "w") as f:
        f["link"] = h5py.SoftLink("/nowhere")
    with h5py.File(f"{folder}/external-link.hdf5", "w") as f:
        f["link"] = h5py.ExternalLink("/etc/passwd", "/")
    with h5py.File(f"{folder}/external-data.hdf5", "w") as f:
        f.create_dataset("w", (4,), "u1", external=[("/etc/passwd", 0, 4)])
    with h5py.File(f"{folder}/huge.hdf5", "w") as f:
        f.create_dataset("w", (1 << 34,), "f4", chunks=(1 << 20,))
    with h5py.File(f"{folder}/circle.hdf5", "w") as f:
        f.create_group("a")["root"] = f["/"]


def check_trained(result):
    for name in OPTIMIZERS:
        for extension in ("h5", "keras"):
            path = f"{folder}/trained-{name}-ours.{extension}"
            if not os.path.exists(path):
                continue
            if extension == "h5":
                expected, found = (optimizer_values(f"{folder}/trained-{name}{ours}.h5") for ours in ("", "-ours"))
                keras.models.load_model(path)
            else:
                case = json.load(open(f"{folder}/trained-{name}.training"))[extension]
                expected = [np.array(a["values"]).reshape(a["shape"]) for a in case]
                found = after_one_step(path)
            result[f"trained-{name}.{extension}"] = max(float(np.max(np.abs(a - b)) / np.max(np.abs(b))) for a, b in zip(found, expected, strict=True))


if sys.argv[1] == "make":
    for name, make in ZOO.items():
        keras.backend.clear_session()
        model = make() if name in APPLICATIONS else noisy(make())
        inputs = inputs_of(model, name)
        lines = []
        model.summary(print_fn=lines.append)
        for extension in ("h5", "keras"):
            model.save(f"{folder}/{name}.{extension}")
        model.save_weights(f"{folder}/{name}.weights.h5")
        case = {"inputs": as_json(inputs), "outputs": as_json(predict(model, inputs)), "summary": "\n".join(lines)}
        with open(f"{folder}/{name}.json", "w") as file:
            json.dump(case, file)
    make_trained()
    make_odd_hdf5()
else:
    result = {}
    real = ["mobilenet-real"] if os.path.exists(f"{folder}/mobilenet-real.json") else []
    for name in [*ZOO, "mlp", "cnn", *real]:
        for extension in ("h5", "keras"):
            path = f"{folder}/{name}-ours.{extension}"
            case = json.load(open(f"{folder}/{name}.json"))
            inputs, outputs = ([np.array(a["values"], "float32").reshape(a["shape"]) for a in case[k]] for k in ("inputs", "outputs"))
            try:
                found = predict(keras.models.load_model(path, compile=False), inputs)
                result[f"{name}.{extension}"] = max(float(np.max(np.abs(a - b)) / max(1e-6, np.max(np.abs(b)))) for a, b in zip(found, outputs))
            except Exception as error:
                result[f"{name}.{extension}"] = f"{type(error).__name__}: {str(error)[:1500]}"
    check_trained(result)
    with open(f"{folder}/result.json", "w") as file:
        json.dump(result, file)
