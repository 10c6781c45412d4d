"""Rows that imbalanced-learn's random samplers draw, and in which order.

Needs imbalanced-learn, which the project itself has no use for:
  .venv/bin/pip install --target SCRATCH --no-deps imbalanced-learn sklearn-compat
Run: PYTHONPATH=SCRATCH .venv/bin/python test/parity/imbalanced_learn.py test/parity/fixtures/imbalanced_learn.json
"""

import hashlib
import json
import sys
from pathlib import Path

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler

CASES = {
    "small": [0, 0, 0, 1, 1, 2],
    "twoMajorities": [1, 1, 1, 0, 0, 0, 2, 2],
    "twoMinorities": [2, 2, 1, 0, 0, 0, 1, 2, 2],
    "balanced": [0, 1, 2, 0, 1, 2],
    "one": [2, 2, 2, 0, 1, 1],
}
SEEDS = (0, 42, 2**32 - 1)


def large():
    """Labels with HAM10000's counts, mixed."""
    counts = (327, 514, 1099, 115, 1113, 6705, 142)
    return np.random.RandomState(7).permutation(np.repeat(np.arange(7), counts)).tolist()


def drawn(sampler, labels):
    sampler.fit_resample(np.arange(len(labels))[:, None], labels)
    return np.asarray(sampler.sample_indices_, dtype="<i8")


def side(indices):
    return {
        "rows": len(indices),
        "last": indices[-6:].tolist(),
        "sha256": hashlib.sha256(indices.tobytes()).hexdigest(),
    }


def main(output):
    samplers = {"over": RandomOverSampler, "under": RandomUnderSampler}
    many = large()
    fixture = {
        "versions": {
            "imbalanced-learn": imblearn.__version__,
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
        },
        "cases": [
            {
                "name": name,
                "labels": labels,
                "seed": seed,
                **{key: drawn(s(random_state=seed), labels).tolist() for key, s in samplers.items()},
            }
            for name, labels in CASES.items()
            for seed in SEEDS
        ],
        "large": {key: side(drawn(s(random_state=42), many)) for key, s in samplers.items()},
    }
    Path(output).write_text(json.dumps(fixture, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
