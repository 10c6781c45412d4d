"""Decodes and scales JPEGs with tf.data on every core: decode-tf-data.py WIDTH HEIGHT."""

import pathlib

from side import args, serve

import tensorflow as tf

width, height = map(int, args)
names = sorted(map(str, pathlib.Path().glob("*.jpg")))


def load(name):
    pixels = tf.io.decode_jpeg(tf.io.read_file(name), channels=3, dct_method="INTEGER_ACCURATE")
    return tf.image.resize(pixels, (height, width), method="bicubic", antialias=True)


images = (
    tf.data.Dataset.from_tensor_slices(names)
    .map(load, num_parallel_calls=tf.data.AUTOTUNE)
    .batch(len(names))
    .prefetch(1)
)


def decode():
    [pixels] = images.as_numpy_iterator()
    return float(pixels.mean(dtype="float64"))


serve({"images": len(names)}, decode)
