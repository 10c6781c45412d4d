"""Keras on class folders: run as `class_folders.py OUTPUT`, see regenerate.ts.

Which files image_dataset_from_directory puts on which side, for folders with awkward names; and where
source E's network gets with a seed, on small synthetic images.
"""

import json
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

SEED, SIZE, CLASSES, TRAIN, VALIDATION, BATCH, EPOCHS = 42, 16, 7, 44, 20, 16, 3

FILES = [
    *[f"nevus/ISIC_{index:07d}.jpg" for index in range(23)],
    *[f"melanoma/image{index}.png" for index in range(12)],
    "melanoma/IMAGE.PNG",
    "melanoma/part a/second.jpg",
    "melanoma/part/first.jpeg",
    "melanoma/part/deep/third.gif",
    "seborrheic keratosis/é.jpg",
    "seborrheic keratosis/z.jpg",
    "seborrheic keratosis/\U0001f600.jpg",
    "seborrheic keratosis/\uff5e.jpg",
    "Actinic/1.jpg",
    "Actinic/10.jpg",
    "Actinic/2.jpg",
]


def sides(folder, validation_split, seed):
    paths = {}
    for subset in ("training", "validation"):
        dataset = keras.utils.image_dataset_from_directory(
            folder,
            validation_split=validation_split,
            subset=subset,
            seed=seed,
            image_size=(4, 4),
            verbose=False,
        )
        paths[subset] = [os.path.relpath(path, folder) for path in dataset.file_paths]
    return {"validationSplit": validation_split, "seed": seed, **paths}


def images(rows, size):
    """Noise that is brighter the higher the class."""
    labels = np.random.RandomState(2).randint(0, CLASSES, rows)
    noise = np.random.RandomState(1).randint(0, 256, rows * size * size * 3)
    return noise.reshape(-1, size, size, 3) * (labels + 1)[:, None, None, None] // CLASSES, labels


def fit():
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([layers.Input((SIZE, SIZE, 3)), layers.Rescaling(1 / 255)])
    for filters in (32, 64, 128):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Dropout(0.25))
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dropout(0.25))
    model.add(layers.Dense(CLASSES, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = images(TRAIN + VALIDATION, SIZE)
    held_out = (x[TRAIN:], y[TRAIN:])
    history = model.fit(
        x[:TRAIN], y[:TRAIN], batch_size=BATCH, epochs=EPOCHS, validation_data=held_out, verbose=0
    ).history
    return {
        "seed": SEED,
        "size": SIZE,
        "classes": CLASSES,
        "trainRows": TRAIN,
        "validationRows": VALIDATION,
        "batchSize": BATCH,
        "loss": history["loss"],
        "accuracy": history["accuracy"],
        "valLoss": history["val_loss"],
        "valAccuracy": history["val_accuracy"],
    }


def main(output):
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "wb").close()
        listing = keras.utils.image_dataset_from_directory(
            folder, shuffle=False, image_size=(4, 4), verbose=False
        )
        fixture = {
            "versions": {"keras": keras.__version__, "numpy": np.__version__},
            "files": FILES,
            "classes": listing.class_names,
            "order": [os.path.relpath(path, folder) for path in listing.file_paths],
            "splits": [sides(folder, share, seed) for share in (0.2, 0.35) for seed in (0, 42, 123)],
            "fit": fit(),
        }
    with open(output, "w", encoding="utf-8") as file:
        json.dump(fixture, file, allow_nan=False, indent=1)
        file.write("\n")


main(sys.argv[1])
