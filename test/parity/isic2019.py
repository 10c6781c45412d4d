"""ISIC 2019's rows as pandas joins them and scikit-learn splits them.

Run: .venv/bin/python test/parity/isic2019.py test/parity/fixtures/isic2019.json
Reads the two tables from ../shared/data/isic2019, or from $DERMLAB_SHARED/isic2019. Writes digests
(SHA-256; indices as little-endian int64) and a few rows; `withImages` are the HAM10000 rows.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight

SHARED = Path(os.environ.get("DERMLAB_SHARED") or Path(__file__).parents[3] / "shared/data")
CLASSES = ["MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC", "UNK"]
COLUMNS = ["image", "label", "age_approx", "anatom_site_general", "lesion_id", "sex"]


def table(name):
    return pd.read_csv(SHARED / f"isic2019/ISIC_2019_Training_{name}.csv")


def joined(truth, metadata):
    frame = truth.merge(metadata, on="image", how="left")
    frame["label"] = frame[CLASSES].to_numpy().argmax(axis=1)
    frame["label"] = frame["label"].map(dict(enumerate(CLASSES)))
    return frame


def text(row):
    values = ["" if pd.isna(v) else str(int(v)) if isinstance(v, float) else v for v in row]
    return "|".join(values)


def rows(frame):
    lines = [text(row) for row in frame[COLUMNS].itertuples(index=False)]
    return {
        "rows": len(lines),
        "first": lines[0],
        "last": lines[-1],
        "withoutAnyMetadata": int(frame[COLUMNS[2:]].isna().all(axis=1).sum()),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def side(indices):
    indices = np.asarray(indices, dtype="<i8")
    return {
        "rows": len(indices),
        "first": indices[:8].tolist(),
        "sha256": hashlib.sha256(indices.tobytes()).hexdigest(),
    }


def splits(frame):
    frame = frame.reset_index(drop=True)
    rest, test = train_test_split(frame, test_size=0.1, random_state=42)
    train, validation = train_test_split(rest, test_size=0.1, random_state=42)
    labels = train["label"]
    present = [label for label in CLASSES if (labels == label).any()]
    weights = compute_class_weight("balanced", classes=np.array(present), y=labels)
    return {
        "train": side(train.index),
        "validation": side(validation.index),
        "test": side(test.index),
        "classWeight": dict(zip(present, weights.tolist())),
    }


def main(output):
    truth, metadata = table("GroundTruth"), table("Metadata")
    frame = joined(truth, metadata)
    gaps = metadata.iloc[::-1].drop(metadata.index[::7])
    with_images = frame["lesion_id"].str.startswith("HAM_", na=False)
    fixture = {
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": pd.__version__},
        "join": rows(frame),
        "joinWithGaps": rows(joined(truth.iloc[:5000], gaps)),
        "splits": {"all": splits(frame), "withImages": splits(frame[with_images])},
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
