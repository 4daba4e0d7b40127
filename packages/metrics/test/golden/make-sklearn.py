"""Writes sklearn.json: label maps and the scores that scikit-learn gives them.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 numpy==2.4.6
    venv/bin/python test/golden/make-sklearn.py && npx biome format --write test/golden/sklearn.json

Maps are hex, two digits a pixel. A class without a score is null.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

IGNORE = 255


def case(name, num_classes, truth, prediction):
    labels = np.arange(num_classes)
    counted = truth != IGNORE
    t, p = truth[counted], prediction[counted]
    confusion = metrics.confusion_matrix(t, p, labels=labels)
    in_truth, in_prediction = np.isin(labels, t), np.isin(labels, p)

    def scores(function, present):
        # zero_division only matters where `present` is false; scikit-learn has no undefined IoU.
        values = function(t, p, labels=labels, average=None, zero_division=0)
        return np.where(present, values, np.nan)

    per_class = {
        "iou": scores(metrics.jaccard_score, in_truth | in_prediction),
        "dice": scores(metrics.f1_score, in_truth | in_prediction),
        "precision": scores(metrics.precision_score, in_prediction),
        "recall": scores(metrics.recall_score, in_truth),
    }
    # scikit-learn's own macro average, over the classes that have a score.
    functions = {
        "meanIou": (metrics.jaccard_score, in_truth | in_prediction),
        "meanDice": (metrics.f1_score, in_truth | in_prediction),
        "meanPrecision": (metrics.precision_score, in_prediction),
        "meanRecall": (metrics.recall_score, in_truth),
    }

    def means(first):
        return {
            key: function(t, p, labels=labels[first:][present[first:]], average="macro")
            for key, (function, present) in functions.items()
        }

    return {
        "name": name,
        "numClasses": num_classes,
        "truth": truth.tobytes().hex(),
        "prediction": prediction.tobytes().hex(),
        "counts": confusion.ravel().tolist(),
        "perClass": {
            key: [None if np.isnan(v) else float(v) for v in values]
            for key, values in per_class.items()
        },
        "means": means(1),
        "meansWithBackground": means(0),
        "pixelAccuracy": metrics.accuracy_score(t, p),
        "frequencyWeightedIou": metrics.jaccard_score(t, p, labels=labels, average="weighted", zero_division=0),
    }


rng = np.random.default_rng(20)


def noisy(truth, num_classes, share):
    wrong = rng.random(truth.shape) < share
    return np.where(wrong, rng.integers(0, num_classes, truth.shape), truth % num_classes).astype(np.uint8)


def regions(num_classes, width, height):
    y, x = np.mgrid[:height, :width]
    return ((x // 5 + 3 * (y // 4)) % num_classes).astype(np.uint8)


eleven = regions(11, 23, 19)
with_ignored = eleven.copy()
with_ignored[:, -4:] = IGNORE
without_left_brow = np.where(eleven == 2, 1, eleven).astype(np.uint8)
never_hair = noisy(eleven, 11, 0.2)
never_hair[never_hair == 10] = 0
absent_from_both = np.where(eleven == 7, 6, eleven).astype(np.uint8)
absent_prediction = noisy(absent_from_both, 11, 0.2)
absent_prediction[absent_prediction == 7] = 8
two = regions(2, 9, 7)

cases = [
    case("eleven classes, one pixel in five drawn anew", 11, eleven, noisy(eleven, 11, 0.2)),
    case("ignored pixels", 11, with_ignored, noisy(eleven, 11, 0.3)),
    case("a class absent from the truth", 11, without_left_brow, noisy(eleven, 11, 0.2)),
    case("a class absent from the prediction", 11, eleven, never_hair),
    case("a class absent from both", 11, absent_from_both, absent_prediction),
    case("noise", 11, rng.integers(0, 11, (19, 23)).astype(np.uint8), rng.integers(0, 11, (19, 23)).astype(np.uint8)),
    case("two classes", 2, two, noisy(two, 2, 0.4)),
]
golden = {"sklearn": sklearn.__version__, "cases": cases}
Path(__file__).with_name("sklearn.json").write_text(json.dumps(golden, indent=2) + "\n")
