"""Small files in the dialects of Keras 1 and 2, with what their models predict.

    old_keras.py FOLDER    needs tf_keras (the last Keras 2) beside TensorFlow, which set-up does not install:
                           pip install --target SITE --no-deps tf_keras==2.19.0; PYTHONPATH=SITE python old_keras.py FOLDER

Keras 1 runs on no TensorFlow of today: its file is written with h5py, in the words of its 1.2.2, and the
prediction is that of the same weights in Keras 2.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers as L

folder = sys.argv[1]
keras.utils.set_random_seed(3)
rng = np.random.RandomState(1)
X = rng.uniform(-1, 1, (2, 6, 6, 2)).astype("float32")
S = rng.uniform(-1, 1, (2, 4, 3)).astype("float32")


def cnn():
    x = inputs = keras.Input((6, 6, 2))
    x = L.Conv2D(3, 3, activation="relu", kernel_regularizer="l2")(x)
    y = L.BatchNormalization()(L.SeparableConv2D(3, 2, padding="same")(x))
    x = L.Add()([x, y])
    base = keras.Model(inputs, x, name="base")
    return keras.Sequential([base, L.Dropout(0.2, seed=1), L.Flatten(), L.Dense(2, "softmax")], name="two")


def recurrent():
    return keras.Sequential([L.LSTM(3, input_shape=(4, 3), recurrent_activation="hard_sigmoid"), L.Dense(2)], name="series")


def case(model, x):
    y = model(x, training=False).numpy()
    return {"x": {"shape": x.shape, "values": x.ravel().tolist()}, "y": {"shape": y.shape, "values": y.ravel().tolist()}}


cases = {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "h5py": h5py.__version__}}
for name, model, x in (("keras2-cnn", cnn(), X), ("keras2-lstm", recurrent(), S)):
    for weight in model.weights:
        weight.assign(rng.uniform(0.1, 0.4, weight.shape))
    if name == "keras2-cnn":
        model.compile(keras.optimizers.legacy.Adam(0.01), "categorical_crossentropy", metrics=["accuracy"])
        model.train_on_batch(x, np.eye(2, dtype="float32"))
    model.save(f"{folder}/{name}.h5")
    model.save_weights(f"{folder}/{name}-weights.h5")
    cases[name] = case(model, x)

# Keras 1.2.2: a list for a Sequential, gates apart, no version in the file.
lstm, dense = model.layers
kernel, recurrent_kernel, bias = lstm.get_weights()
i, f, c, o = ([np.split(w, 4, axis=-1)[gate] for w in (kernel, recurrent_kernel, bias)] for gate in range(4))
config = {"class_name": "Sequential", "config": [
    {"class_name": "LSTM", "config": {"name": "lstm_1", "trainable": True, "batch_input_shape": [None, 4, 3], "input_dtype": "float32",
        "return_sequences": False, "go_backwards": False, "stateful": False, "unroll": False, "consume_less": "cpu", "input_dim": 3,
        "input_length": None, "output_dim": 3, "init": "glorot_uniform", "inner_init": "orthogonal", "forget_bias_init": "one",
        "activation": "tanh", "inner_activation": "hard_sigmoid", "W_regularizer": None, "U_regularizer": None,
        "b_regularizer": None, "dropout_W": 0.0, "dropout_U": 0.0}},
    {"class_name": "Dense", "config": {"name": "dense_1", "trainable": True, "output_dim": 2, "init": "glorot_uniform",
        "activation": "linear", "W_regularizer": None, "b_regularizer": None, "activity_regularizer": None,
        "W_constraint": None, "b_constraint": None, "bias": True, "input_dim": 3}}]}
with h5py.File(f"{folder}/keras1-lstm.h5", "w") as file:
    file.attrs["model_config"] = json.dumps(config).encode()
    weights = file.create_group("model_weights")
    weights.attrs["layer_names"] = [b"lstm_1", b"dense_1"]
    gates = [(f"lstm_1_{kind}_{gate}", part) for gate, parts in zip("icfo", (i, c, f, o)) for kind, part in zip("WUb", parts)]
    for layer, arrays in (("lstm_1", gates), ("dense_1", list(zip(("dense_1_W", "dense_1_b"), dense.get_weights())))):
        group = weights.create_group(layer)
        group.attrs["weight_names"] = [name.encode() for name, _ in arrays]
        for name, value in arrays:
            group.create_dataset(name, data=value)
cases["keras1-lstm"] = cases["keras2-lstm"]
with open(f"{folder}/old_keras.json", "w") as file:
    json.dump(cases, file)
