"""Scores a million predictions of seven classes: metrics.py NAME."""

import numpy as np
from side import args, serve
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    classification_report,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    log_loss,
    matthews_corrcoef,
    roc_auc_score,
)

N_ROWS = 1_000_000
N_CLASSES = 7

draw = np.random.RandomState(42)
y_true = np.log2(draw.randint(0, 64, N_ROWS) + 1).astype(int)
y_proba = draw.random_sample((N_ROWS, N_CLASSES))
y_proba[np.arange(N_ROWS), y_true] += 0.5
y_proba /= y_proba.sum(axis=1, keepdims=True)
y_pred = y_proba.argmax(axis=1)

WORK = {
    "labels": lambda: [
        accuracy_score(y_true, y_pred),
        balanced_accuracy_score(y_true, y_pred),
        f1_score(y_true, y_pred, average="macro"),
        cohen_kappa_score(y_true, y_pred),
        matthews_corrcoef(y_true, y_pred),
        *confusion_matrix(y_true, y_pred).ravel().tolist(),
        len(classification_report(y_true, y_pred)),
    ],
    "auc": lambda: roc_auc_score(y_true, y_proba, multi_class="ovr"),
    "log-loss": lambda: log_loss(y_true, y_proba),
}

serve({}, WORK[args[0]])
