"""A burst of training steps with `fit`, as a Keras user writes it."""

import sys

from side import args, per_burst, serve

import keras
import numpy as np
from models import MODELS, SIZE

BATCH = 32
[name] = args
size = SIZE[name]

keras.utils.set_random_seed(42)
random = np.random.RandomState(1)
x = random.random_sample((BATCH * per_burst, size, size, 3)).astype("float32")
y = np.eye(7, dtype="float32")[random.randint(0, 7, BATCH * per_burst)]
model = MODELS[name]()
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])


def train():
    history = model.fit(x, y, batch_size=BATCH, epochs=1, shuffle=False, verbose=0).history
    return history["loss"][0]


serve({"jit_compile": model.jit_compile, "parameters": model.count_params()}, train)
