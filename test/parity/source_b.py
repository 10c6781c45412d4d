"""Source B's rows, as scikit-learn draws them from the real metadata.

Run: .venv/bin/python test/parity/source_b.py test/parity/fixtures/source_b.json
Writes digests (SHA-256 of little-endian int64 bytes) and the first indices of each side.
"""

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.model_selection import StratifiedGroupKFold, train_test_split
from sklearn.preprocessing import LabelEncoder
from sklearn.utils import resample

SEED = 42
ARCHIVE = Path(__file__).parents[2] / "data/ham10000/ham10000-96x72.zip"


def metadata():
    with zipfile.ZipFile(ARCHIVE) as archive:
        [name] = [n for n in archive.namelist() if n.endswith("HAM10000_metadata.csv")]
        return pd.read_csv(io.BytesIO(archive.read(name)))


def side(indices):
    indices = np.asarray(indices, dtype="<i8")
    return {
        "rows": len(indices),
        "first": indices[:12].tolist(),
        "last": indices[-4:].tolist(),
        "sha256": hashlib.sha256(indices.tobytes()).hexdigest(),
    }


def shared(frame, train, test, column):
    ids = frame[column].to_numpy()
    return int(np.isin(ids[test], ids[train]).sum())


def published(frame, labels):
    rows = pd.Series(np.arange(len(frame)))
    drawn = [resample(rows[labels == c], replace=True, n_samples=500, random_state=SEED) for c in range(7)]
    train, test = train_test_split(pd.concat(drawn).to_numpy(), test_size=0.2, random_state=SEED)
    return train, test


def grouped(frame, labels):
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=SEED).split(labels, labels, frame["lesion_id"])
    train, test = next(folds)
    rows = pd.Series(train)
    drawn = [resample(rows[labels[train] == c], replace=True, n_samples=400, random_state=SEED) for c in range(7)]
    return pd.concat(drawn).to_numpy(), test


def main(output):
    frame = metadata()
    labels = LabelEncoder().fit_transform(frame["dx"])
    fixture = {
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": pd.__version__},
        "seed": SEED,
    }
    for name, split in (("published", published), ("grouped", grouped)):
        train, test = split(frame, labels)
        fixture[name] = {
            "train": side(train),
            "test": side(test),
            "testRowsWithImageInTrain": shared(frame, train, test, "image_id"),
            "testRowsWithLesionInTrain": shared(frame, train, test, "lesion_id"),
            "testRowsPerClass": np.bincount(labels[test], minlength=7).tolist(),
        }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
