"""Makes a photo of 600×450 pixels and a model in Keras's format."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from models import cnn
from PIL import Image

keras.utils.set_random_seed(42)
cnn().save("model.keras")
coarse = np.random.RandomState(1).randint(0, 256, (45, 60, 3)).astype("uint8")
Image.fromarray(coarse).resize((600, 450), Image.Resampling.BICUBIC).save("photo.jpg", quality=90)
