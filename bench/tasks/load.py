"""Loads a Keras file again and again, optimizer and all."""

from side import args, per_burst, serve

import keras

[file] = args


def load():
    for _ in range(per_burst):
        model = keras.models.load_model(file)
    return [model.count_params(), float(model.layers[-1].get_weights()[0].ravel()[0])]


serve({}, load)
