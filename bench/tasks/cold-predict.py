"""What `dermlab predict` does, written with pandas and Keras: table and model in, predictions out."""

import datetime
import hashlib
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

CLASSES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
data, model_file, out = sys.argv[1:4]


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


table = pd.read_csv(data)
rows = table[table["split"] == "test"]
pixels = rows.filter(like="pixel").to_numpy("float32")
size = int((pixels.shape[1] / 3) ** 0.5)
model = keras.models.load_model(model_file, compile=False)
probabilities = model.predict(pixels.reshape(-1, size, size, 3), batch_size=256, verbose=0)
predicted = [CLASSES[best] for best in probabilities.argmax(axis=1)]
right = np.array(predicted) == rows["label"].to_numpy()

# The same 1,000 draws of whole lesions that the interval stands on.
random = np.random.RandomState(42)
_, lesions = np.unique(rows["lesion_id"], return_inverse=True)
hits, images = np.bincount(lesions, right), np.bincount(lesions)
drawn = random.randint(0, len(hits), (1000, len(hits)))
low, high = np.quantile(hits[drawn].sum(1) / images[drawn].sum(1), [0.025, 0.975])

header = {
    "time": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
    "model": {"file": model_file, "sha256": sha256(model_file)},
    "data": {"file": data, "sha256": sha256(data)},
    "rows": len(rows),
    "classes": CLASSES,
    "accuracy": {"value": right.mean(), "low": low, "high": high},
}
predictions = [
    {
        "image_id": image,
        "label": label,
        "predicted": best,
        "probabilities": dict(zip(CLASSES, row)),
    }
    for image, label, best, row in zip(
        rows["image_id"], rows["label"], predicted, probabilities.round(7).tolist()
    )
]
with open(out, "w") as file:
    json.dump({**header, "predictions": predictions}, file)
