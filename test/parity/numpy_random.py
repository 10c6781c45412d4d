"""Random numbers, draws and splits of NumPy and scikit-learn, to check the `random` room by.

Run: .venv/bin/python test/parity/numpy_random.py test/parity/fixtures/numpy_random.json
Long results are kept as their length, their first entries and a SHA-256 over all of them
(little-endian int64 or float64), so that the file stays small.
"""

import hashlib
import json
import platform
import sys
import warnings

# This file's folder is on the path, and its name is that of a standard module.
sys.path.pop(0)

import numpy as np
import sklearn
from numpy.random import RandomState
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    StratifiedGroupKFold,
    StratifiedKFold,
    train_test_split,
)
from sklearn.utils import resample

SEEDS = [0, 1, 42, 12345, 2**31, 2**32 - 1, [0], [42], [1, 2, 3], list(range(700))]
SIZES = [0, 1, 2, 7, 1000, 10015]
HEAD = 4
HAM10000_COUNTS = [327, 514, 1099, 115, 1113, 6705, 142]


def short(values):
    values = np.asarray(values)
    kind = "<f8" if values.dtype.kind == "f" else "<i8"
    values = values.astype(kind)
    return {
        "length": len(values),
        "head": values[:HEAD].tolist(),
        "sha256": hashlib.sha256(values.tobytes()).hexdigest(),
    }


def shuffled(seed, n):
    values = np.arange(n) * 3
    RandomState(seed).shuffle(values)
    return values


def draws(seed):
    many = [n for n in SIZES if n != 7]
    return {
        "seed": seed,
        "permutation": [short(RandomState(seed).permutation(n)) for n in SIZES],
        "shuffle": [short(shuffled(seed, n)) for n in SIZES],
        "randomSample": [short(RandomState(seed).random_sample(n)) for n in SIZES],
        "uniform": short(RandomState(seed).uniform(-2.5, 0.7, 1000)),
        "randint": [
            {"low": low, "high": high, **short(RandomState(seed).randint(low, high, 1000))}
            for low, high in [
                (0, 1), (0, 2), (0, 7), (5, 1000), (-3, 10012), (0, 2**31), (-(2**31), 2**31),
            ]
        ],
        "choice": [short(RandomState(seed).choice(n, 500)) for n in many if n > 0],
        "choiceDistinct": [
            short(RandomState(seed).choice(n, (n + 1) // 2, replace=False)) for n in SIZES
        ],
        "choiceWeighted": short(RandomState(seed).choice(7, 1000, p=weights(7))),
        "choiceWeightedDistinct": short(
            RandomState(seed).choice(1000, 700, replace=False, p=weights(1000))
        ),
    }


def weights(n):
    return (np.arange(n) % 5 + 0.1) / {7: 11.7, 1000: 2100}[n]


def normals():
    """Kept in full: the last bit hangs on the C library's logarithm."""
    return [
        {"seed": seed, "loc": loc, "scale": scale,
         "values": RandomState(seed).normal(loc, scale, 501).tolist()}
        for seed, loc, scale in [(0, 0, 1), (42, 0, 0.25), (2**32 - 1, 0, 1e-3), (7, 1.5, 0.25)]
    ]


def mixture(seed):
    """Different draws from one generator, one after the other: the state must agree between."""
    random = RandomState(seed)
    drawn = {
        "randint": random.randint(0, 100, 5).tolist(),
        "normal": random.normal(0, 1, 3).tolist(),
        "permutation": random.permutation(9).tolist(),
        "normalAgain": random.normal(0, 1, 2).tolist(),
        "randomSample": random.random_sample(3).tolist(),
        "choice": random.choice(20, 6, replace=False).tolist(),
    }
    name, key, position, has_gauss, gauss = random.get_state()
    drawn["state"] = {
        "key": short(key), "position": position, "gauss": gauss if has_gauss else None,
    }
    return {"seed": seed, **drawn}


def labels_of(name):
    """Synthetic labels, made of integers only so that the test can make the same ones."""
    if name == "imbalanced7":
        names = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
        y = np.repeat(names, HAM10000_COUNTS)
    elif name == "numbers3":
        y = np.arange(1000) % 10 % 3
    elif name == "classes8":
        y = (np.arange(800) ** 2 % 101) % 8
    elif name == "classes12":
        y = (np.arange(800) ** 2 % 1009) % 12
    elif name == "single":
        y = np.zeros(300, dtype=int)
    elif name == "binary20":
        y = np.array(["yes", "no", "no", "no", "yes"] * 4)
    return y[RandomState(7).permutation(len(y))]


def groups_of(name, n):
    """Groups: pairs share, a few are large, or each row is its own."""
    if name == "lesions":
        return np.array([f"HAM_{g:07d}" for g in RandomState(11).randint(0, max(2, n * 3 // 4), n)])
    if name == "large":
        return RandomState(12).randint(0, 20, n) ** 2 // 9
    return np.arange(n)[::-1] + 5


LABELS = ["imbalanced7", "numbers3", "classes8", "classes12", "single", "binary20"]
GROUPS = ["lesions", "large", "own"]


def sides(train, test):
    return {"train": short(train), "test": short(test)}


def train_test_splits():
    cases = []
    options = [
        {}, {"test_size": 0.2}, {"train_size": 0.37},
        {"test_size": 0.3, "train_size": 0.21}, {"test_size": 15}, {"train_size": 15},
    ]
    for labels in LABELS:
        y = labels_of(labels)
        rows = np.arange(len(y))
        for option in options:
            for seed in [0, 42]:
                for stratify in [False, True]:
                    try:
                        train, test = train_test_split(
                            rows, random_state=seed, stratify=y if stratify else None, **option
                        )
                        result = sides(train, test)
                    except ValueError:
                        result = None
                    cases.append(
                        {"labels": labels, "stratify": stratify, "seed": seed,
                         "testSize": option.get("test_size"),
                         "trainSize": option.get("train_size"), "result": result}
                    )
    return cases


def plain_sizes():
    cases = []
    for n in [*SIZES, 3, 4, 5, 3500]:
        for seed in [0, 42]:
            try:
                result = sides(*train_test_split(np.arange(n), test_size=0.2, random_state=seed))
            except ValueError:
                result = None
            cases.append({"n": n, "seed": seed, "result": result})
    return cases


def ordered():
    return [
        {"n": n, **sides(*train_test_split(np.arange(n), test_size=0.3, shuffle=False))}
        for n in [2, 7, 1000]
    ]


def resamples():
    cases = []
    for labels in LABELS:
        y = labels_of(labels)
        rows = np.arange(len(y)) + 100
        for seed in [0, 42]:
            for replace in [True, False]:
                for stratify in [False, True]:
                    for n in [None, 1, 11, 500]:
                        try:
                            drawn = short(resample(
                                rows, replace=replace, n_samples=n, random_state=seed,
                                stratify=y if stratify else None,
                            ))
                        except ValueError:
                            drawn = None
                        cases.append(
                            {"labels": labels, "seed": seed, "replace": replace,
                             "stratify": stratify, "nSamples": n, "result": drawn}
                        )
    return cases


def balanced_500():
    """Source B: for each class in order 500 rows with replacement, seed 42, then a split."""
    y = labels_of("imbalanced7")
    rows = np.concatenate([
        resample(np.where(y == label)[0], replace=True, n_samples=500, random_state=42)
        for label in np.unique(y)
    ])
    return {"rows": short(rows), **sides(*train_test_split(rows, test_size=0.2, random_state=42))}


SPLITTERS = {
    "KFold": KFold, "StratifiedKFold": StratifiedKFold,
    "GroupKFold": GroupKFold, "StratifiedGroupKFold": StratifiedGroupKFold,
}


def fold_numbers(splitter, y, groups):
    """The fold in which each row is tested says all; the order within a side is ascending."""
    folds = np.full(len(y), -1)
    for number, (train, test) in enumerate(splitter.split(np.zeros(len(y)), y, groups)):
        assert (np.diff(train) > 0).all() and (np.diff(test) > 0).all()
        assert len(train) + len(test) == len(y)
        folds[test] = number
    return folds


def folds():
    cases = []
    for name, kind in SPLITTERS.items():
        for labels in LABELS:
            y = labels_of(labels)
            for groups in GROUPS if "Group" in name else [None]:
                group = None if groups is None else groups_of(groups, len(y))
                # scikit-learn's StratifiedGroupKFold takes seconds on thousands of groups.
                slow = name == "StratifiedGroupKFold" and len(y) > 500 and groups != "large"
                plans = [(2, 42), (5, None), (11, 42)]
                if not slow:
                    plans += [(2, None), (5, 0), (5, 42), (11, None)]
                for n_splits, seed in [(5, 42)] if slow and len(y) > 1000 else plans:
                    splitter = kind(n_splits, shuffle=seed is not None, random_state=seed)
                    try:
                        result = short(fold_numbers(splitter, y, group))
                    except ValueError:
                        result = None
                    cases.append(
                        {"splitter": name, "labels": labels, "groups": groups,
                         "nSplits": n_splits, "seed": seed, "result": result}
                    )
    return cases


def main(path):
    warnings.simplefilter("ignore", UserWarning)
    fixture = {
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "draws": [draws(seed) for seed in SEEDS],
        "normals": normals(),
        "mixtures": [mixture(seed) for seed in [0, 42, [1, 2, 3]]],
        "labels": {name: {**short_text(labels_of(name))} for name in LABELS},
        "trainTestSplits": train_test_splits(),
        "plainSizes": plain_sizes(),
        "ordered": ordered(),
        "resamples": resamples(),
        "balanced500": balanced_500(),
        "folds": folds(),
    }
    with open(path, "w") as file:
        json.dump(fixture, file, allow_nan=False, separators=(",", ":"))
        file.write("\n")


def short_text(values):
    text = ",".join(str(value) for value in values)
    return {"length": len(values), "sha256": hashlib.sha256(text.encode()).hexdigest()}


if __name__ == "__main__":
    main(sys.argv[1])
