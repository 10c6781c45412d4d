"""ImageHash's view of a few embedded images: run as `perceptual_hash.py OUTPUT`, see regenerate.ts."""

import io
import json
import sys
import zipfile
from pathlib import Path

import imagehash
import numpy as np
import PIL
import scipy
from PIL import Image
from PIL.Image import Transpose

ARCHIVE = Path(__file__).parents[2] / "data" / "ham10000" / "ham10000-96x72.zip"
EVERY = 500
SIZE = 64


def phash(image):
    return str(imagehash.phash(image, hash_size=8, highfreq_factor=SIZE // 8))


def turned(image):
    """Transposed where the number has the bit 4, upside down for 2, left to right for 1."""
    for variant in range(8):
        result = image.transpose(Transpose.TRANSPOSE) if variant & 4 else image
        result = result.transpose(Transpose.FLIP_TOP_BOTTOM) if variant & 2 else result
        yield result.transpose(Transpose.FLIP_LEFT_RIGHT) if variant & 1 else result


def main(output):
    images = []
    with zipfile.ZipFile(ARCHIVE) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        for name in names[::EVERY]:
            image = Image.open(io.BytesIO(archive.read(name)))
            small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).convert("L")
            hashes = [phash(variant) for variant in turned(small)]
            images.append({"imageId": Path(name).stem, "hashes": hashes, "ofFile": phash(image)})
    fixture = {
        "versions": {
            "imagehash": imagehash.__version__,
            "numpy": np.__version__,
            "pillow": PIL.__version__,
            "scipy": scipy.__version__,
        },
        "call": f"imagehash.phash(image, hash_size=8, highfreq_factor={SIZE // 8})",
        "images": images,
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


main(sys.argv[1])
