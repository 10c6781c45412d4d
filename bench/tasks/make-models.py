"""Saves a model in both formats of Keras: make-models.py cnn|vgg16."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from models import cnn, vgg16_transfer

[name] = sys.argv[1:]
keras.utils.set_random_seed(42)
model = {"cnn": cnn, "vgg16": vgg16_transfer}[name]()
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
# One step, so that the optimizer has a state.
model.train_on_batch(np.zeros((1, *model.input_shape[1:])), np.eye(7)[:1])
# In this order: saving .h5 makes Keras forget the optimizer in what it saves next.
for ending in ("keras", "h5"):
    model.save(f"{name}.{ending}")
