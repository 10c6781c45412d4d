"""Points of scikit-learn's ParameterGrid and ParameterSampler, in order.

Run: .venv/bin/python test/parity/parameter_search.py test/parity/fixtures/parameter_search.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import loguniform, randint, uniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

GRIDS = {
    "one": {"a": [3, 1, 2]},
    "two": {"b": [1, 2], "a": ["x", "y", "z"]},
    "fields": {
        "training.optimizer.learningRate": [0.001, 0.0003],
        "training.batchSize": [16, 32],
        "images.widthPx": [32, 64],
        "Training": [True, None],
    },
    "several": [{"a": [1, 2]}, {"b": [3], "a": [4, 5]}, {}],
    "large": {"a": list(range(20)), "b": list(range(15)), "c": list(range(7))},
}
# Shares of the grid below 0.01, between and above 0.99 are drawn in three ways.
LISTS = [
    ("fields", 5), ("fields", 16), ("several", 3), ("one", 1),
    ("large", 3), ("large", 20), ("large", 2099), ("large", 2100),
]
SEEDS = (0, 42, 2**32 - 1)
DISTRIBUTIONS = {
    "rate": {"rate": {"distribution": "loguniform", "low": 1e-4, "high": 1e-2}},
    "mixed": {
        "rate": {"distribution": "loguniform", "low": 1e-5, "high": 1.0},
        "batch": {"distribution": "randint", "low": 8, "high": 65},
        "factor": {"distribution": "uniform", "low": 0.1, "high": 0.9},
        "filter": ["bicubic", "lanczos"],
    },
    "sets": [
        {"rate": {"distribution": "uniform", "low": -1.0, "high": 2.5}, "batch": [16, 32, 64]},
        {"batch": [128]},
    ],
}


def of_scipy(values):
    if isinstance(values, list):
        return values
    low, high = values["low"], values["high"]
    return {
        "uniform": lambda: uniform(low, high - low),
        "loguniform": lambda: loguniform(low, high),
        "randint": lambda: randint(low, high),
    }[values["distribution"]]()


def each(sets, make):
    if isinstance(sets, list):
        return [each(one, make) for one in sets]
    return {name: make(values) for name, values in sets.items()}


def plain(point):
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in point.items()}


def sample(sets, n_iter, seed):
    return [plain(point) for point in ParameterSampler(sets, n_iter, random_state=seed)]


def main(output):
    fixture = {
        "versions": {
            "scikit-learn": sklearn.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
        },
        "grids": [
            {"name": name, "grid": grid, "points": list(ParameterGrid(grid)) if name != "large" else []}
            for name, grid in GRIDS.items()
        ],
        "lists": [
            {"name": name, "nIter": n, "seed": seed, "points": sample(GRIDS[name], n, seed)[:40]}
            for name, n in LISTS
            for seed in SEEDS
        ],
        "distributions": [
            {
                "name": name,
                "distributions": sets,
                "seed": seed,
                "points": sample(each(sets, of_scipy), 6, seed),
            }
            for name, sets in DISTRIBUTIONS.items()
            for seed in SEEDS
        ],
    }
    Path(output).write_text(json.dumps(fixture, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
