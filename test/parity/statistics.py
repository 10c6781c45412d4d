"""Reference values of the statistics of honest numbers: python statistics.py OUTPUT.json

scikit-learn, SciPy and NumPy on small made-up data; and bootstraps over lesions, written apart from
ours: rows are repeated, not weighted. JSON has no NaN and no Infinity: they are written as strings.
"""

import json
import math
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import log_softmax
from scipy.stats import rankdata
from sklearn import metrics
from sklearn.calibration import _TemperatureScaling, calibration_curve
from sklearn.model_selection import StratifiedGroupKFold

SEED = 42
CLASSES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
SHARES = [0.05, 0.07, 0.14, 0.03, 0.16, 0.5, 0.05]


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


# Scores and curves of two classes


def binary_cases(random):
    y = random.randint(0, 2, 80)
    fine = np.clip(np.round(random.random_sample(80) * 0.6 + y * 0.3, 4), 0, 1)
    coarse = np.round(fine * 8) / 8
    weights = np.round(random.random_sample(80) * 2, 2)
    weights[:10] = 0
    fine[:2], y[:2] = [0, 1], [0, 1]
    cases = {
        "fine": (y, fine, None),
        "ties": (y, coarse, None),
        "weighted": (y, fine, weights),
        "weighted ties": (y, coarse, weights),
        "all tied": (y, np.full(80, 0.25), None),
        "perfect": (y, y * 0.5 + 0.25, None),
        "reversed": (y, 0.75 - y * 0.5, None),
        "one positive": ((np.arange(30) == 7).astype(int), fine[:30], None),
    }
    return {name: binary_values(*case) for name, case in cases.items()}


def binary_values(y, score, weight):
    given = dict(sample_weight=weight)
    fpr, tpr, thresholds = metrics.roc_curve(y, score, drop_intermediate=False, **given)
    curves = [
        metrics.precision_recall_curve(y, score, drop_intermediate=drop, **given)
        for drop in [False, True]
    ]
    return {
        "y": y, "score": score, "weight": weight,
        "averagePrecision": metrics.average_precision_score(y, score, **given),
        "precisionRecall": curves,
        "brier": [
            metrics.brier_score_loss(y, score, scale_by_half=half, **given)
            for half in ["auto", True, False]
        ],
        "brierOfZero": metrics.brier_score_loss(y, score, pos_label=0, **given),
        "sensitivity": {str(s): operating_point(fpr, tpr, thresholds, s) for s in [0, 0.5, 0.8, 0.9, 0.95, 1]},
        "calibration": [
            dict(strategy=strategy, nBins=bins, curve=calibration_curve(y, score, n_bins=bins, strategy=strategy))
            for strategy in ["uniform", "quantile"] for bins in [1, 3, 5, 7, 10]
        ],
    }


def operating_point(fpr, tpr, thresholds, specificity):
    """The first point of the highest sensitivity among those that keep the specificity."""
    kept = np.flatnonzero(1 - fpr >= specificity)
    best = kept[np.argmax(tpr[kept])]
    return {"sensitivity": tpr[best], "specificity": 1 - fpr[best], "threshold": thresholds[best]}


# Probabilities of seven classes


def seven_classes(random, rows, sharpness):
    """True classes, lesions, and probabilities in thousandths, so that the file is small."""
    lesion_of = np.sort(random.randint(0, rows * 2 // 3, rows))
    class_of_lesion = random.choice(7, rows * 2 // 3, p=SHARES)
    true = class_of_lesion[lesion_of]
    gamma = random.gamma(0.7, size=(rows, 7)) + np.eye(7)[true] * sharpness
    thousandths = np.floor(1000 * gamma / gamma.sum(axis=1, keepdims=True)).astype(int)
    thousandths[:, 5] += 1000 - thousandths.sum(axis=1)
    return true, lesion_of, thousandths


def multiclass(random):
    true, _, thousandths = seven_classes(random, 200, 0.6)
    weights = np.round(random.random_sample(200) * 2, 2)
    weights[::9] = 0
    y, probability = [CLASSES[i] for i in true], thousandths / 1000
    logits = np.round(np.log(probability + 1e-3) * 2.5 + random.normal(size=(200, 7)), 3)
    return {
        "y": y, "thousandths": thousandths, "weights": weights, "logits": logits,
        "expected": [multiclass_values(y, true, probability, logits, w) for w in [None, weights]],
    }


def multiclass_values(y, true, probability, logits, weight):
    given = dict(sample_weight=weight)
    return {
        "averagePrecision": {
            str(by): metrics.average_precision_score(y, probability, average=by, **given)
            for by in ["macro", "weighted", "micro", None]
        },
        "brier": [
            metrics.brier_score_loss(y, probability, scale_by_half=half, **given)
            for half in ["auto", True, False]
        ],
        "calibrationError": [
            dict(nBins=n, strategy=strategy, value=calibration_error(true, probability, n, strategy, weight))
            for strategy in ["uniform", "quantile"] for n in [1, 10, 15]
        ],
        "temperature": {
            "logits": temperature(true, logits, weight),
            "probabilities": temperature(true, np.log(np.maximum(probability, 2.0**-149)), weight),
            "scikitLearn": 1 / _TemperatureScaling().fit(logits, true, sample_weight=weight).beta_,
        },
    }


def calibration_error(true, probability, n_bins, strategy, weight):
    """Row by row, from the definition; a weight of 0.37 is 37 copies of a row."""
    copies = np.ones(len(true), int) if weight is None else np.rint(weight * 100).astype(int)
    confidence = np.repeat(probability.max(axis=1), copies)
    right = np.repeat(probability.argmax(axis=1) == true, copies)
    if strategy == "uniform":
        number = [next(m for m in range(1, n_bins + 1) if c <= m / n_bins + 1e-15) for c in confidence]
    else:
        # The middle of the places that rows of equal confidence take.
        middle = rankdata(confidence, "average") - 0.5
        number = np.minimum(np.floor(n_bins * middle / len(confidence)), n_bins - 1)
    gaps = []
    for bin_number in set(number):
        inside = np.asarray(number) == bin_number
        gaps.append(inside.sum() * abs(right[inside].mean() - confidence[inside].mean()))
    return sum(gaps) / len(confidence)


def temperature(true, logits, weight):
    def loss(log_beta):
        rows = log_softmax(np.exp(log_beta) * logits, axis=1)[np.arange(len(true)), true]
        return -np.average(rows, weights=weight)

    return np.exp(-minimize_scalar(loss, bracket=(-1, 1), tol=1e-12).x)


def costs(random):
    probability = seven_classes(random, 40, 0.3)[2] / 1000
    cost = np.round(random.random_sample((7, 3)) * 10, 1)
    true = random.randint(0, 7, 40)
    decided = (probability @ cost).argmin(axis=1)
    return {
        "thousandths": np.rint(probability * 1000).astype(int), "costs": cost, "decided": decided,
        "true": true, "meanCost": cost[true, decided].mean(),
    }


# Bootstraps over lesions


def label_values(true, pred):
    return {
        "accuracy": metrics.accuracy_score(true, pred),
        "balancedAccuracy": metrics.balanced_accuracy_score(true, pred),
        # Classes that the draw neither holds nor predicts are left out of the mean.
        "macroF1": np.nanmean(
            metrics.f1_score(true, pred, labels=range(7), average=None, zero_division=np.nan)
        ),
        "cohenKappa": metrics.cohen_kappa_score(true, pred),
        "matthews": metrics.matthews_corrcoef(true, pred),
    }


def probability_values(true, probability):
    everyone = len(set(true)) == 7
    return {
        "rocAuc": metrics.roc_auc_score(true, probability, multi_class="ovr") if everyone else np.nan,
        "averagePrecision": metrics.average_precision_score(true, probability) if everyone else np.nan,
        "logLoss": metrics.log_loss(true, probability, labels=range(7)),
        "brierScore": metrics.brier_score_loss(true, probability, labels=range(7)),
        "expectedCalibrationError": calibration_error(true, probability, 15, "uniform", None),
        "melanomaAuc": metrics.roc_auc_score(true == 4, probability[:, 4]),
        "melanomaPrecision": metrics.average_precision_score(true == 4, probability[:, 4]),
        "melanomaSensitivity": operating_point(
            *metrics.roc_curve(true == 4, probability[:, 4], drop_intermediate=False), 0.8
        )["sensitivity"],
    }


def all_values(true, probability):
    return label_values(true, probability.argmax(axis=1)) | probability_values(true, probability)


def bootstrap(random):
    true, lesion_of, first = seven_classes(random, 160, 0.5)
    noise = random.gamma(0.5, size=first.shape)
    second = np.floor((first + 400 * noise) * 1000 / (first + 400 * noise).sum(axis=1, keepdims=True)).astype(int)
    second[:, 0] += 1000 - second.sum(axis=1)
    order = list(dict.fromkeys(lesion_of.tolist()))
    rows_of = [np.flatnonzero(lesion_of == lesion) for lesion in order]
    draws = np.random.RandomState(7)
    values = [[], []]
    for _ in range(150):
        rows = np.concatenate([rows_of[i] for i in draws.randint(0, len(order), len(order))])
        for run, thousandths in enumerate([first, second]):
            values[run].append(all_values(true[rows], thousandths[rows] / 1000))
    return {
        "true": true, "lesions": lesion_of, "first": first, "second": second,
        "seed": 7, "nResamples": 150,
        "value": all_values(true, first / 1000),
        "intervals": {name: ends([v[name] for v in values[0]]) for name in values[0][0]},
        "differences": {
            name: difference([a[name] - b[name] for a, b in zip(*values)]) for name in values[0][0]
        },
        "otherDraws": other_draws(true, rows_of, first / 1000),
    }


def ends(values):
    values = np.array(values)
    defined = values[~np.isnan(values)]
    return dict(zip(["low", "high"], np.quantile(defined, [0.025, 0.975]))) | {
        "undefined": len(values) - len(defined)
    }


def difference(values):
    defined = [value for value in values if not math.isnan(value)]
    sides = min(sum(value <= 0 for value in defined), sum(value >= 0 for value in defined))
    return ends(values) | {"pValue": min(1, 2 * (sides + 1) / (len(defined) + 1))}


def other_draws(true, rows_of, probability):
    """Another generator (PCG64), other formulas (ranks), more draws: agreement within chance."""
    generator = np.random.default_rng(2024)
    accuracy, area = [], []
    for _ in range(3000):
        picked = generator.choice(len(rows_of), len(rows_of))
        rows = np.concatenate([rows_of[i] for i in picked])
        accuracy.append((probability[rows].argmax(axis=1) == true[rows]).mean())
        positive = true[rows] == 4
        ranks = rankdata(probability[rows, 4])[positive]
        n = positive.sum()
        area.append((ranks.mean() - (n + 1) / 2) / (len(rows) - n))
    return {"accuracy": spread(accuracy), "melanomaAuc": spread(area)}


def spread(values):
    return ends(values) | {"sd": np.std(values, ddof=1)}


# Splits


def nested_splits(random):
    cases = []
    for rows, n_splits, n_validation, seed in [(400, 5, 5, 42), (400, 3, 4, 0), (300, 2, 3, 7)]:
        y, groups, _ = seven_classes(random, rows, 1)
        outer = StratifiedGroupKFold(n_splits, shuffle=True, random_state=seed)
        folds = []
        for rest, test in outer.split(y, y, groups):
            inner = StratifiedGroupKFold(n_validation, shuffle=True, random_state=seed)
            train, validation = next(inner.split(rest, y[rest], groups[rest]))
            sides = np.full(rows, "?")
            sides[rest[train]], sides[rest[validation]], sides[test] = "t", "v", "x"
            folds.append("".join(sides))
        cases.append({"y": y, "groups": groups, "nSplits": n_splits,
                      "nValidationSplits": n_validation, "seed": seed, "folds": folds})
    return cases


def joined_groups(random):
    groups = random.randint(0, 40, 80)
    pairs = random.randint(0, 80, (22, 2))
    edges = groups[pairs]
    graph = coo_array((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(40, 40))
    _, component = connected_components(graph, directed=False)
    least = [min(g for g in groups if component[g] == component[group]) for group in groups]
    return {"groups": groups, "pairs": pairs, "joined": least}


def main(path):
    warnings.simplefilter("ignore")
    random = np.random.RandomState(SEED)
    values = random.normal(size=11)
    fixture = {
        "versions": {
            "python": sys.version.split()[0],
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "seed": SEED,
        "binary": binary_cases(random),
        "multiclass": multiclass(random),
        "costs": costs(random),
        "meanAndSd": {"values": values, "mean": values.mean(), "sd": values.std(ddof=1)},
        "bootstrap": bootstrap(random),
        "nestedSplits": nested_splits(random),
        "joinedGroups": joined_groups(random),
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(plain(fixture), file, allow_nan=False, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
