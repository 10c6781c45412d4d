"""Decodes and scales JPEGs as the source notebooks do: decode.py WIDTH HEIGHT.

One after the other, in a process that has TensorFlow loaded, as ours has.
"""

import pathlib

import numpy as np
from PIL import Image
from side import args, serve

import tensorflow  # noqa: F401

size = tuple(map(int, args))
names = sorted(pathlib.Path().glob("*.jpg"))


def decode():
    pixels = np.stack([np.asarray(Image.open(name).resize(size)) for name in names])
    return float(pixels.mean())


serve({"images": len(names)}, decode)
