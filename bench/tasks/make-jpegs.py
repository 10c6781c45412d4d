"""Writes JPEGs of 600×450 pixels and about 270 kB, as HAM10000's originals are: make-jpegs.py COUNT.

The embedded images, enlarged, with grain: without it they would be far smaller files, and a decoder
would have less to do.
"""

import io
import pathlib
import sys
import zipfile

import numpy as np
from PIL import Image

EMBEDDED = pathlib.Path(__file__).parents[2] / "data/ham10000/ham10000-96x72.zip"
WIDTH, HEIGHT = 600, 450

random = np.random.RandomState(42)
with zipfile.ZipFile(EMBEDDED) as archive:
    names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
    for name in names[: int(sys.argv[1])]:
        small = Image.open(io.BytesIO(archive.read(name)))
        pixels = np.asarray(small.resize((WIDTH, HEIGHT), Image.LANCZOS)).astype(float)
        pixels += random.normal(0, 16, (HEIGHT, WIDTH, 1)) + random.normal(0, 8, pixels.shape)
        image = Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))
        image.save(pathlib.Path(name).name, quality=98)
