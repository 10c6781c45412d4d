"""Python Keras's side of train-step.mjs, in a process of its own.

For each line `train` or `predict` on standard input it runs one burst and prints one line of JSON.
"""

import json
import os
import platform
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers

BATCH = 32
MODEL, STEPS = sys.argv[1], int(sys.argv[2])


def cnn():
    blocks = []
    for filters in (256, 128, 64):
        blocks += [
            layers.Conv2D(filters, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Dropout(0.3),
        ]
    head = [layers.Flatten(), layers.Dense(32), layers.Dense(7, activation="softmax")]
    return keras.Sequential([layers.Input((32, 32, 3)), *blocks, *head])


def mlp():
    return keras.Sequential(
        [
            layers.Input((32, 32, 3)),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(7, activation="softmax"),
        ]
    )


def measure(run):
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return {
        "wallMs": (time.perf_counter() - wall) * 1000 / STEPS,
        "cpuMs": (time.process_time() - cpu) * 1000 / STEPS,
        "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


keras.utils.set_random_seed(42)
random = np.random.RandomState(1)
x = random.rand(BATCH * STEPS, 32, 32, 3).astype("float32")
y = np.eye(7, dtype="float32")[random.randint(0, 7, BATCH * STEPS)]
model = {"cnn": cnn, "mlp": mlp}[MODEL]()
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])


def train():
    model.fit(x, y, batch_size=BATCH, epochs=1, shuffle=False, verbose=0)


def predict():
    model.predict(x, batch_size=BATCH, verbose=0)


train()
predict()
versions = {
    "python": platform.python_version(),
    "keras": keras.__version__,
    "tensorflow": tf.__version__,
}
print(json.dumps({"mode": f"jit_compile={model.jit_compile}", "versions": versions}), flush=True)
for line in sys.stdin:
    print(json.dumps(measure(train if line.strip() == "train" else predict)), flush=True)
