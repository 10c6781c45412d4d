"""A burst of predictions from arrays of numbers to probabilities: batches of 32, or image by image.

`one` is `model.predict` of one image, as Keras's users write it; `call` is `model(x)`, which Keras's
documentation advises for few rows; `function` is that compiled by hand.
"""

from side import args, per_burst, serve

import keras
import numpy as np
import tensorflow as tf
from models import MODELS, SIZE

BATCH = 32
name, how = args
rows = BATCH * per_burst if how == "batch" else per_burst

keras.utils.set_random_seed(42)
x = np.random.RandomState(1).random_sample((rows, SIZE[name], SIZE[name], 3)).astype("float32")
model = MODELS[name]()


def batch():
    return model.predict(x, batch_size=BATCH, verbose=0)[0].tolist()


def one():
    for i in range(per_burst):
        last = model.predict(x[i : i + 1], verbose=0)
    return last[0].tolist()


def call():
    for i in range(per_burst):
        last = model(x[i : i + 1], training=False).numpy()
    return last[0].tolist()


compiled = tf.function(lambda image: model(image, training=False))


def function():
    for i in range(per_burst):
        last = compiled(tf.constant(x[i : i + 1])).numpy()
    return last[0].tolist()


serve({"how": how}, {"batch": batch, "one": one, "call": call, "function": function}[how])
