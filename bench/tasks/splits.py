"""Splits a million rows: splits.py NAME."""

import numpy as np
from side import args, serve
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    StratifiedGroupKFold,
    StratifiedKFold,
    train_test_split,
)
from sklearn.utils import resample

N_ROWS = 1_000_000
N_GROUPS = 75_000
EVERY = 1009

draw = np.random.RandomState(42)
groups = draw.randint(0, N_GROUPS, N_ROWS)
class_of_group = np.log2(draw.randint(0, 64, N_GROUPS) + 1).astype(int)
y = class_of_group[groups]
rows = np.arange(N_ROWS)
shuffled = {"n_splits": 5, "shuffle": True, "random_state": 42}


def sides(folds):
    return [side for fold in folds for side in fold]


WORK = {
    "train-test": lambda: train_test_split(rows, random_state=42),
    "stratified": lambda: train_test_split(rows, random_state=42, stratify=y),
    "k-fold": lambda: sides(KFold(**shuffled).split(rows)),
    "stratified-k-fold": lambda: sides(StratifiedKFold(**shuffled).split(rows, y)),
    "group-k-fold": lambda: sides(GroupKFold(5).split(rows, y, groups)),
    "group-k-fold-shuffled": lambda: sides(GroupKFold(**shuffled).split(rows, y, groups)),
    "stratified-group-k-fold": lambda: sides(
        StratifiedGroupKFold(**shuffled).split(rows, y, groups)
    ),
    "resample": lambda: [resample(rows, random_state=42)],
}


def check(indices):
    """Some of each side's rows, which say in what order it has them."""
    return int(indices[::EVERY].sum()) + len(indices)


work = WORK[args[0]]
serve({}, lambda: [check(side) for side in work()])
