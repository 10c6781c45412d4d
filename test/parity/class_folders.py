"""Which files Keras's image_dataset_from_directory puts on which side, for folders with awkward names."""

import json
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402

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
        }
    with open(output, "w", encoding="utf-8") as file:
        json.dump(fixture, file, allow_nan=False, indent=1)
        file.write("\n")


main(sys.argv[1])
