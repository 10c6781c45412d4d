"""What `dermlab classify` does, written with Pillow and Keras: a photo in, probabilities out."""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from PIL import Image, ImageOps

CLASSES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
photo, model_file = sys.argv[1:]

model = keras.models.load_model(model_file, compile=False)
_, height, width, _ = model.input_shape
image = ImageOps.exif_transpose(Image.open(photo)).convert("RGB")
pixels = np.asarray(image.resize((width, height), Image.Resampling.BICUBIC), "float32")
[probabilities] = model.predict(pixels[None] / 255, verbose=0)
best = [
    {"label": CLASSES[i], "probability": float(probabilities[i])} for i in probabilities.argsort()[::-1]
]
print(json.dumps([{"image": photo, **best[0], "probabilities": best}]))
