"""What Python makes of main_image_data.csv: predictions of our model, and a model of its own.

source_a.py FOLDER: reads main_image_data.csv and classifying_model_v3.h5 there, trains a small Keras
model, saves it as python.h5 and python.keras, and prints all predictions of the test rows as JSON.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pandas as pd
from keras import layers

os.chdir(sys.argv[1])
table = pd.read_csv("main_image_data.csv")
classes = sorted(table["label"].unique())


def part(name):
    rows = table[table["split"] == name]
    pixels = rows.filter(like="pixel").to_numpy("float32")
    size = int((pixels.shape[1] / 3) ** 0.5)
    labels = rows["label"].map(classes.index).to_numpy()
    return rows["image_id"].tolist(), pixels.reshape(-1, size, size, 3), labels


def predictions(model, images):
    return model.predict(images, verbose=0).astype(float).tolist()


_, images, labels = part("train")
ids, test_images, _ = part("test")
keras.utils.set_random_seed(42)
model = keras.Sequential(
    [
        layers.Input(images.shape[1:]),
        layers.Rescaling(1 / 255),
        layers.Conv2D(8, 3, activation="relu"),
        layers.BatchNormalization(momentum=0.5),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(len(classes), activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(images, labels, epochs=3, verbose=0)
model.save("python.h5")
model.save("python.keras")
ours = keras.models.load_model("classifying_model_v3.h5")
print(
    json.dumps(
        {
            "ids": ids,
            "classes": classes,
            "ours": predictions(ours, test_images),
            "python": predictions(model, test_images),
        }
    )
)
