"""Writes borders.json: label maps and what OpenCV and SciPy measure along their borders.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 opencv-python-headless==5.0.0.93
    venv/bin/python test/golden/make-borders.py && npx biome format --write test/golden/borders.json

Maps are hex, two digits a pixel. Numbers are null where there is none and "Infinity" where they have no bound.
"""

import json
from pathlib import Path

import cv2
import numpy as np
import scipy
from scipy import ndimage

IGNORE = 255
RATIOS = [0.02, 0.005, 0.05]
TOLERANCES = [0, 1, 1.5, 3]
RADII = [1, 2, 5]


def mask_to_boundary(mask, dilation_ratio):
    """As published with Boundary IoU (Cheng et al. 2021, github.com/bowenc0221/boundary-iou-api, utils/boundary_utils.py)."""
    h, w = mask.shape
    dilation = max(1, int(round(dilation_ratio * np.sqrt(h**2 + w**2))))
    padded = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    eroded = cv2.erode(padded, np.ones((3, 3), np.uint8), iterations=dilation)
    return mask - eroded[1 : h + 1, 1 : w + 1]


def masks(ids, ignored, id):
    """The class, and the class with the ignored pixels as if they were of it, so that they make no border."""
    return (ids == id) & ~ignored, (ids == id) | ignored


def surface(ids, ignored, id):
    own, grown = masks(ids, ignored, id)
    return own & ~ndimage.binary_erosion(grown, ndimage.generate_binary_structure(2, 1))


def number(value):
    return None if np.isnan(value) else "Infinity" if np.isinf(value) else float(value)


def distances(from_surface, to_surface):
    if not to_surface.any():
        return np.full(from_surface.sum(), np.inf)
    return ndimage.distance_transform_edt(~to_surface)[from_surface]


def case(name, num_classes, truth, prediction):
    ignored = truth == IGNORE
    classes = range(num_classes)
    boundary = {}
    for ratio in RATIOS:
        intersection, union = [], []
        for id in classes:
            bands = []
            for ids in (truth, prediction):
                own, grown = masks(ids, ignored, id)
                bands.append(mask_to_boundary(grown.astype(np.uint8), ratio).astype(bool) & own)
            intersection.append(int((bands[0] & bands[1]).sum()))
            union.append(int((bands[0] | bands[1]).sum()))
        boundary[str(ratio)] = {"intersection": intersection, "union": union}

    surfaces = [(surface(truth, ignored, id), surface(prediction, ignored, id)) for id in classes]
    both_ways = [(distances(t, p), distances(p, t)) for t, p in surfaces]
    matches, f1 = {}, {}
    for tolerance in TOLERANCES:
        matches[str(tolerance)] = {
            "truth": [int(t.sum()) for t, _ in surfaces],
            "predicted": [int(p.sum()) for _, p in surfaces],
            "matchedTruth": [int((d <= tolerance).sum()) for d, _ in both_ways],
            "matchedPredicted": [int((d <= tolerance).sum()) for _, d in both_ways],
        }
        scores = []
        for d_truth, d_predicted in both_ways:
            if len(d_truth) + len(d_predicted) == 0:
                scores.append(np.nan)
                continue
            recall = np.mean(d_truth <= tolerance) if len(d_truth) else 0
            precision = np.mean(d_predicted <= tolerance) if len(d_predicted) else 0
            scores.append(2 * precision * recall / (precision + recall) if precision + recall > 0 else 0)
        f1[str(tolerance)] = [number(score) for score in scores]

    def hd95(d_truth, d_predicted):
        if len(d_truth) + len(d_predicted) == 0:
            return np.nan
        if len(d_truth) == 0 or len(d_predicted) == 0:
            return np.inf
        return max(np.percentile(d_truth, 95), np.percentile(d_predicted, 95))

    trimap = {}
    for radius in RADII:
        square = np.ones((2 * radius + 1,) * 2, np.uint8)
        near = np.zeros(truth.shape, bool)
        for id in classes:
            grown = cv2.dilate((truth == id).astype(np.uint8), square, borderType=cv2.BORDER_CONSTANT, borderValue=0)
            near |= (truth != id) & (grown == 1)
        near &= ~ignored
        trimap[str(radius)] = {
            "pixels": int(near.sum()),
            "correct": int((near & (truth == prediction)).sum()),
        }

    return {
        "name": name,
        "numClasses": num_classes,
        "width": truth.shape[1],
        "height": truth.shape[0],
        "truth": truth.tobytes().hex(),
        "prediction": prediction.tobytes().hex(),
        "boundary": boundary,
        "matches": matches,
        "boundaryF1": f1,
        "hausdorff95": [number(hd95(*pair)) for pair in both_ways],
        "trimap": trimap,
    }


rng = np.random.default_rng(5)


def blobs(num_classes, height, width, sigma=3.0):
    fields = ndimage.gaussian_filter(rng.standard_normal((num_classes, height, width)), (0, sigma, sigma))
    return fields, fields.argmax(0).astype(np.uint8)


def shaken(fields, amount):
    noise = ndimage.gaussian_filter(rng.standard_normal(fields.shape), (0, 2, 2))
    return (fields / fields.std() + amount * noise / noise.std()).argmax(0).astype(np.uint8)


fields, truth = blobs(5, 30, 40)
near, far = shaken(fields, 0.3), shaken(fields, 1.5)
with_ignored = truth.copy()
with_ignored[8:15, 10:25] = IGNORE
with_ignored[:, 36:] = IGNORE
noise = rng.integers(0, 3, (2, 12, 17)).astype(np.uint8)
missed = np.where(near == 2, 1, near).astype(np.uint8)
invented = np.where(truth == 2, 1, truth).astype(np.uint8)
line = np.zeros((1, 25), np.uint8)
line[0, 5:12] = 1
moved = np.roll(line, 3, axis=1)
island = np.full((9, 9), IGNORE, np.uint8)
island[3:6, 3:6] = 1

cases = [
    case("blobs, moved a little", 5, truth, near),
    case("blobs, moved far", 5, truth, far),
    case("the same map twice", 5, truth, truth),
    case("ignored pixels", 5, with_ignored, near),
    case("noise", 3, noise[0], noise[1]),
    case("a class that is missed", 5, truth, missed),
    case("a class that is invented, and one in neither", 6, invented, near),
    case("one row", 2, line, moved),
    case("one column", 2, line.T.copy(), moved.T.copy()),
    case("a class that only ignored pixels surround", 2, island, np.ones((9, 9), np.uint8)),
]
golden = {"opencv": cv2.__version__, "scipy": scipy.__version__, "cases": cases}
Path(__file__).with_name("borders.json").write_text(json.dumps(golden) + "\n")
