"""Pillow's view of a few embedded images: run as `images.py OUTPUT`, see regenerate.ts."""

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

ARCHIVE = Path(__file__).parents[2] / "data" / "ham10000" / "ham10000-96x72.zip"
EVERY = 1000
SIZES = [(32, 32), (28, 28), (8, 8), (150, 150), (96, 40), (50, 72), (96, 72)]


def describe(image):
    pixels = np.asarray(image)
    return {
        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
        "first": pixels[0, :2].ravel().tolist(),
        "mean": float(pixels.mean()),
    }


def kaggle(image):
    """As in Kaggle's hmnist tables, RGB and grey."""
    resized = [(size, image.resize((size, size), Image.Resampling.LANCZOS)) for size in (8, 28)]
    return [
        {"sizePx": size, "channels": channels, **describe(pixels)}
        for size, rgb in resized
        for channels, pixels in ((3, rgb), (1, rgb.convert("L")))
    ]


def main(output):
    images = []
    with zipfile.ZipFile(ARCHIVE) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        for name in names[::EVERY]:
            image = Image.open(io.BytesIO(archive.read(name)))
            resized = [
                {"widthPx": w, "heightPx": h, **describe(image.resize((w, h)))} for w, h in SIZES
            ]
            images.append({"imageId": Path(name).stem, "resized": resized, "kaggle": kaggle(image)})
    fixture = {
        "versions": {"pillow": PIL.__version__, "numpy": np.__version__},
        "call": "PIL.Image.open(file).resize((width, height))",
        "images": images,
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


main(sys.argv[1])
