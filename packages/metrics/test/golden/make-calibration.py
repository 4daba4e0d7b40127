"""Writes calibration.json: probabilities, and the calibration that torchmetrics and scikit-learn find in them.

    python3 -m venv venv && venv/bin/pip install torch torchmetrics==1.9.0 scikit-learn==1.9.1
    venv/bin/python test/golden/make-calibration.py && npx biome format --write test/golden/calibration.json

The truth is hex, two digits a pixel; probabilities are base64 of float32, [pixels, classes].
"""

import base64
import json
from pathlib import Path

import numpy as np
import sklearn
import torch
import torchmetrics
from sklearn.calibration import calibration_curve
from torchmetrics.functional.classification import binary_calibration_error, multiclass_calibration_error

IGNORE = 255
rng = np.random.default_rng(9)


def case(name, bins, pixels, classes, sharpness, ignored):
    truth = rng.integers(0, classes, pixels).astype(np.uint8)
    logits = rng.standard_normal((pixels, classes)) * sharpness
    logits[np.arange(pixels), truth] += 1
    exp = np.exp(logits - logits.max(1, keepdims=True))
    probabilities = (exp / exp.sum(1, keepdims=True)).astype(np.float32)
    truth[rng.random(pixels) < ignored] = IGNORE
    counted = truth != IGNORE
    p, t = torch.from_numpy(probabilities).double(), torch.from_numpy(truth.astype(np.int64))
    each, curves = [], []
    for id in range(classes):
        each.append(binary_calibration_error(p[counted, id], (t[counted] == id).long(), n_bins=bins).item())
        accuracy, confidence = calibration_curve(
            truth[counted] == id, probabilities[counted, id].astype(np.float64), n_bins=bins
        )
        curves.append({"accuracy": accuracy.tolist(), "confidence": confidence.tolist()})
    return {
        "name": name,
        "bins": bins,
        "numClasses": classes,
        "truth": truth.tobytes().hex(),
        "probabilities": base64.b64encode(probabilities.tobytes()).decode(),
        "expectedCalibrationError": multiclass_calibration_error(
            p, t, num_classes=classes, n_bins=bins, ignore_index=IGNORE
        ).item(),
        "classwiseCalibrationError": each,
        "curves": curves,
    }


cases = [
    case("overconfident", 15, 300, 4, 3.0, 0.0),
    case("unsure, some pixels ignored", 10, 200, 5, 0.3, 0.2),
    case("two classes", 7, 150, 2, 1.0, 0.1),
]
golden = {"torchmetrics": torchmetrics.__version__, "sklearn": sklearn.__version__, "cases": cases}
Path(__file__).with_name("calibration.json").write_text(json.dumps(golden) + "\n")
