"""Reference values of the metrics room: python metrics.py OUTPUT.json

scikit-learn's metrics, and SciPy's Wilson interval, on small made-up data.
JSON has no NaN and no Infinity: they are written as strings.
"""

import itertools
import json
import math
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest, norm
from sklearn import metrics

SEED = 42
CLASSES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
SHARES = [0.03, 0.05, 0.11, 0.01, 0.11, 0.67, 0.02]
AVERAGES = ["micro", "macro", "weighted", None]
ZERO_DIVISIONS = ["warn", 0, 1, math.nan]


def plain(value):
    """Arrays to lists, NumPy numbers to Python's, and no NaN."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(entry) for entry in value]
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return number if math.isfinite(number) else {math.inf: "Infinity"}.get(number, "NaN")
    return value.item() if isinstance(value, np.generic) else value


def confused(random, classes, shares, rows, accuracy):
    true = random.choice(len(classes), rows, p=shares)
    wrong = random.choice(len(classes), rows, p=shares)
    pred = np.where(random.random_sample(rows) < accuracy, true, wrong)
    return [classes[i] for i in true], [classes[i] for i in pred]


def label_cases(random):
    ham = confused(random, CLASSES, SHARES, 200, 0.6)
    binary = confused(random, [0, 1], [0.7, 0.3], 60, 0.5)
    words = confused(random, ["benign", "malignant"], [0.8, 0.2], 60, 0.5)
    many = confused(random, list(range(-3, 16)), np.full(19, 1 / 19), 150, 0.4)
    weights = np.round(random.random_sample(200) * 3, 3)
    weights[::7] = 0
    whole = random.randint(0, 4, 60)
    # Supports are printed in full; with this seed another order of adding shows in the last digit.
    last_bits = np.random.RandomState(9)
    others = confused(last_bits, list(range(19)), np.full(19, 1 / 19), 100, 0.4)
    uneven = 10 ** (last_bits.random_sample(100) * 6 - 3)
    names = {label: f"{label}, a longer name of the class \U0001f52c" for label in CLASSES}
    return {
        "seven classes": dict(y=ham),
        "seven classes, weighted": dict(y=ham, sample_weight=weights),
        "seven classes, three digits": dict(y=ham, digits=3),
        "seven classes, no digits": dict(y=ham, digits=0),
        "seven classes, fourteen digits": dict(y=ham, digits=14),
        "some labels": dict(y=ham, labels=["mel", "nv", "bcc"]),
        "some labels, weighted": dict(y=ham, labels=["nv", "df"], sample_weight=weights),
        "one label": dict(y=ham, labels=["mel"]),
        "labels in another order": dict(y=ham, labels=CLASSES[::-1]),
        "labels beyond the data": dict(y=ham, labels=["zebra", *CLASSES, "absent"]),
        "long names": dict(y=ham, labels=CLASSES, target_names=[names[c] for c in CLASSES]),
        "binary": dict(y=binary, pos_label=1),
        "binary, the other class": dict(y=binary, pos_label=0),
        "binary, whole weights": dict(y=binary, pos_label=1, sample_weight=whole),
        "binary words": dict(y=words, pos_label="malignant"),
        "nineteen integers": dict(y=many),
        "nineteen integers, weights of all sizes": dict(y=others, sample_weight=uneven),
        "always one class": dict(y=(ham[0], ["nv"] * 200)),
        "a predicted class that is not there": dict(y=(["a", "b", "b", "a"], ["a", "b", "c", "a"])),
        "all wrong": dict(y=(["a", "b", "b", "c"], ["b", "c", "a", "a"])),
        "all right": dict(y=(["a", "b", "b", "c"], ["a", "b", "b", "c"])),
        "one class only": dict(y=([1, 1, 1], [1, 1, 1]), pos_label=1),
        "one class only, the negative": dict(y=([0, 0, 0], [0, 0, 0]), pos_label=1),
        "one row, wrong": dict(y=(["a"], ["b"]), pos_label="a"),
        "ties of rounding": dict(y=([0] * 8 + [1] * 8, [0] + [1] * 7 + [1] * 5 + [0] * 3), pos_label=1),
        "code points": dict(y=(["\U0001f52c", "\uff5e", "z", "Z"], ["\uff5e", "\uff5e", "z", "z"])),
    }


def label_scores(case):
    true, pred = case["y"]
    weight, labels = case.get("sample_weight"), case.get("labels")
    weighted = dict(sample_weight=weight)
    both = dict(sample_weight=weight, labels=labels)
    scores = {
        "accuracy": metrics.accuracy_score(true, pred, **weighted),
        "right": metrics.accuracy_score(true, pred, normalize=False, **weighted),
        "balanced": metrics.balanced_accuracy_score(true, pred, **weighted),
        "adjusted": metrics.balanced_accuracy_score(true, pred, adjusted=True, **weighted),
        "matthews": metrics.matthews_corrcoef(true, pred, **weighted),
        "confusion": [
            metrics.confusion_matrix(true, pred, normalize=by, **both)
            for by in [None, "true", "pred", "all"]
        ],
        "kappa": [
            metrics.cohen_kappa_score(true, pred, weights=by, **both)
            for by in [None, "linear", "quadratic"]
        ],
    }
    scores["prfs"] = []
    averages = [*AVERAGES, "binary"] if "pos_label" in case else AVERAGES
    betas = [1, 0.5, 2, 0] if weight is None and labels is None else [1]
    for average, zero, beta in itertools.product(averages, ZERO_DIVISIONS, betas):
        if beta != 1 and zero != 0:
            continue
        given = dict(average=average, zero_division=zero, beta=beta, **both)
        if average == "binary":
            given["pos_label"] = case["pos_label"]
        values = metrics.precision_recall_fscore_support(true, pred, **given)
        scores["prfs"].append(
            dict(average=average, zeroDivision=zero, beta=beta, values=values)
        )
    text = {k: case[k] for k in ["target_names", "digits"] if k in case}
    scores["report"] = [
        metrics.classification_report(true, pred, zero_division=zero, **text, **both)
        for zero in ZERO_DIVISIONS
    ]
    return scores


def score_cases(random):
    binary = random.randint(0, 2, 80)
    fine = random.random_sample(80) + binary * 0.4 - 0.2
    coarse = np.round(fine * 4)
    weights = np.round(random.random_sample(80) * 2, 2)
    weights[:10] = 0
    float32 = fine.astype(np.float32).astype(float)
    words = np.where(binary == 1, "mel", "bkl").tolist()
    signs = (2 * binary - 1).tolist()
    return {
        "fine": dict(y=binary, score=fine),
        "coarse, with ties": dict(y=binary, score=coarse),
        "all tied": dict(y=binary, score=np.zeros(80)),
        "weighted": dict(y=binary, score=fine, sample_weight=weights),
        "weighted ties": dict(y=binary, score=coarse, sample_weight=weights),
        "float32 values": dict(y=binary, score=float32),
        "words": dict(y=words, score=coarse, pos_label="mel"),
        "-1 and 1": dict(y=signs, score=fine),
        "perfect": dict(y=binary, score=binary * 1.5 - 0.5),
        "reversed": dict(y=binary, score=-1e300 * binary),
    }


def curve_scores(case):
    y, score = case["y"], case["score"]
    weighted = dict(sample_weight=case.get("sample_weight"))
    curve = dict(pos_label=case.get("pos_label"), **weighted)
    return {
        "auc": metrics.roc_auc_score(y, score, **weighted),
        "curve": metrics.roc_curve(y, score, **curve),
        "whole": metrics.roc_curve(y, score, drop_intermediate=False, **curve),
    }


def probability_cases(random):
    """Probabilities in thousandths, so that the file is small and ties are common."""
    true = random.choice(7, 150, p=SHARES)
    true[:7] = np.arange(7)
    gamma = random.gamma(0.7, size=(150, 7)) + np.eye(7)[true] * 0.5
    thousandths = np.floor(1000 * gamma / gamma.sum(axis=1, keepdims=True)).astype(int)
    thousandths[:, 5] += 1000 - thousandths.sum(axis=1)
    weights = np.round(random.random_sample(150) * 2, 2)
    labels = [CLASSES[i] for i in true]
    without = [i for i, label in enumerate(labels) if label != "df"]
    return {
        "seven classes": dict(y=labels, thousandths=thousandths),
        "weighted": dict(y=labels, thousandths=thousandths, sample_weight=weights),
        "a class without rows": dict(
            y=[labels[i] for i in without], thousandths=thousandths[without], labels=CLASSES
        ),
    }


def probability_scores(case):
    y, probability = case["y"], case["thousandths"] / 1000
    given = dict(sample_weight=case.get("sample_weight"), labels=case.get("labels"))
    return {
        "auc": {
            str(by): metrics.roc_auc_score(y, probability, multi_class="ovr", average=by, **given)
            for by in ["macro", "weighted", "micro", None]
        },
        "logLoss": metrics.log_loss(y, probability, **given),
        "logLossSum": metrics.log_loss(y, probability, normalize=False, **given),
    }


def binary_log_loss(random):
    y = random.randint(0, 2, 30)
    probability = np.round(random.random_sample(30), 3)
    probability[:4] = [0, 1, 0, 1]
    return {"y": y, "probability": probability, "logLoss": metrics.log_loss(y, probability)}


def wilson():
    pairs = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (526, 700), (115, 10015), (1, 10**9)]
    return [
        dict(successes=k, n=n, confidence=c, low=interval.low, high=interval.high)
        for (k, n), c in itertools.product(pairs, [0.5, 0.9, 0.95, 0.999])
        for interval in [binomtest(k, n).proportion_ci(c, method="wilson")]
    ]


def bootstrap(random):
    """The draws are in the file, so that no random number generator is needed to follow it."""
    true = random.randint(0, 2, 25)
    pred = np.where(random.random_sample(25) < 0.7, true, 1 - true)
    groups = np.sort(random.randint(0, 12, 25))
    order = list(dict.fromkeys(groups.tolist()))
    draws = [random.randint(0, 25, 25) for _ in range(60)]
    group_draws = [random.randint(0, len(order), len(order)) for _ in range(60)]
    rows_of = [np.flatnonzero(groups == group) for group in order]
    grouped = [np.concatenate([rows_of[i] for i in draw]) for draw in group_draws]

    def ends(resamples):
        values = [metrics.f1_score(true[rows], pred[rows]) for rows in resamples]
        return {str(c): np.quantile(values, [(1 - c) / 2, (1 + c) / 2]) for c in [0.8, 0.95]}

    return {
        "yTrue": true,
        "yPred": pred,
        "groups": groups,
        "value": metrics.f1_score(true, pred),
        "rows": {"draws": draws, "ends": ends(draws)},
        "grouped": {"draws": group_draws, "ends": ends(grouped)},
    }


def main(path):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    random = np.random.RandomState(SEED)
    labelled, scored = label_cases(random), score_cases(random)
    probabilities = probability_cases(random)
    quantiles = [1e-12, 1e-6, 0.001, 0.025, 0.07, 0.08, 0.3, 0.5, 0.9, 0.975, 0.9999]
    fixture = {
        "versions": {
            "python": sys.version.split()[0],
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "seed": SEED,
        "labels": {k: {"case": c, "expected": label_scores(c)} for k, c in labelled.items()},
        "scores": {k: {"case": c, "expected": curve_scores(c)} for k, c in scored.items()},
        "probabilities": {
            k: {"case": c, "expected": probability_scores(c)} for k, c in probabilities.items()
        },
        "binaryLogLoss": binary_log_loss(random),
        "wilson": wilson(),
        "normalQuantile": [[q, norm.ppf(q)] for q in quantiles],
        "bootstrap": bootstrap(random),
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(plain(fixture), file, allow_nan=False, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
