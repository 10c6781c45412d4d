"""Source B's transfer model, as its notebook trains it: the frozen base runs each epoch."""

from side import args, serve

import keras
import numpy as np
from models import vgg16_transfer

TRAIN, TEST, EPOCHS = (int(count) for count in args)

random = np.random.RandomState(1)
pixels = random.randint(0, 256, (TRAIN + TEST) * 150 * 150 * 3).reshape(-1, 150, 150, 3)
labels = random.randint(0, 7, TRAIN + TEST)
x, y = pixels.astype("float32") / 255, np.eye(7, dtype="float32")[labels]

keras.utils.set_random_seed(42)
model = vgg16_transfer()
head = model.layers[-1].get_weights()


def train():
    keras.utils.set_random_seed(42)
    model.layers[-1].set_weights(head)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x[:TRAIN],
        y[:TRAIN],
        batch_size=32,
        epochs=EPOCHS,
        validation_data=(x[TRAIN:], y[TRAIN:]),
        verbose=0,
    ).history
    return [history["loss"][0], history["loss"][-1], history["val_loss"][-1]]


serve({}, train)
