"""Writes postprocess.json: holes and components by SciPy, resized probabilities by PyTorch, and guided probabilities.

    python3 -m venv venv && venv/bin/pip install numpy scipy==1.17.1 torch
    venv/bin/python test/golden/make-postprocess.py && npx biome format --write test/golden/postprocess.json

Label maps and images are hex; other numbers are lists of [height, width, classes] in order.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import torch
from scipy import ndimage

rng = np.random.default_rng(4)


def patches(height, width, classes, sigma):
    fields = ndimage.gaussian_filter(rng.standard_normal((classes, height, width)), (0, sigma, sigma))
    return fields.argmax(0).astype(np.uint8)


def probabilities(height, width, classes):
    values = rng.random((height, width, classes)) ** 3
    return (values / values.sum(2, keepdims=True)).astype(np.float32)


def holes(labels, ids):
    filled = labels.copy()
    for id in ids:
        filled[ndimage.binary_fill_holes(filled == id)] = id
    return filled


def components(labels):
    found = []
    for id in np.unique(labels):
        numbered, count = ndimage.label(labels == id, np.ones((3, 3)))
        sizes = np.bincount(numbered.ravel())[1:]
        found += [[int(id), int(size)] for size in sizes]
        assert count == len(sizes)
    return sorted(found)


def guided(p, image, radius, epsilon):
    """He et al.'s equations 4 to 8, by a least-squares fit in every window."""
    height, width, classes = p.shape
    colors = image / 255
    fits = {}
    for y in range(height):
        for x in range(width):
            window = np.s_[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
            seen = colors[window].reshape(-1, 3)
            n = len(seen)
            # n rows of color and 1, and below them the price of a slope, n * epsilon * a ** 2.
            left = np.vstack([np.hstack([seen, np.ones((n, 1))]), np.sqrt(n * epsilon) * np.eye(3, 4)])
            right = np.vstack([p[window].reshape(-1, classes), np.zeros((3, classes))])
            fits[y, x] = np.linalg.lstsq(left, right, rcond=None)[0]
    refined = np.empty(p.shape)
    for y in range(height):
        for x in range(width):
            near = [
                fits[v, u]
                for v in range(max(0, y - radius), min(height, y + radius + 1))
                for u in range(max(0, x - radius), min(width, x + radius + 1))
            ]
            refined[y, x] = np.append(colors[y, x], 1) @ np.mean(near, 0)
    refined = np.maximum(refined, 0)
    return refined / refined.sum(2, keepdims=True)


def resized(p, height, width):
    chw = torch.from_numpy(p).permute(2, 0, 1)[None]
    out = torch.nn.functional.interpolate(chw, (height, width), mode="bilinear", align_corners=False)
    return out[0].permute(1, 2, 0).numpy()


label_cases = []
for height, width, classes, sigma in [(20, 30, 4, 1.2), (25, 17, 3, 0.8), (12, 12, 6, 0.5)]:
    labels = patches(height, width, classes, sigma)
    label_cases.append(
        {
            "width": width,
            "height": height,
            "labels": labels.tobytes().hex(),
            "ids": [1, 2],
            "filled": holes(labels, [1, 2]).tobytes().hex(),
            "components": components(labels),
        }
    )

resize_cases = []
for (height, width), (to_height, to_width) in [((3, 5), (7, 10)), ((6, 4), (3, 3)), ((4, 4), (9, 2))]:
    p = probabilities(height, width, 3)
    resize_cases.append(
        {
            "from": [height, width],
            "to": [to_height, to_width],
            "probabilities": [round(float(v), 7) for v in p.ravel()],
            "resized": [round(float(v), 7) for v in resized(p, to_height, to_width).ravel()],
        }
    )

guided_cases = []
for height, width, radius, epsilon in [(8, 10, 2, 1e-2), (7, 6, 1, 1e-3), (5, 5, 9, 1e-1)]:
    p = probabilities(height, width, 3)
    image = rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    guided_cases.append(
        {
            "width": width,
            "height": height,
            "radius": radius,
            "epsilon": epsilon,
            "image": image.tobytes().hex(),
            "probabilities": [float(v) for v in p.ravel()],
            "refined": [round(float(v), 9) for v in guided(p.astype(np.float64), image, radius, epsilon).ravel()],
        }
    )

golden = {
    "scipy": scipy.__version__,
    "torch": torch.__version__.split("+")[0],
    "labels": label_cases,
    "resize": resize_cases,
    "guided": guided_cases,
}
Path(__file__).with_name("postprocess.json").write_text(json.dumps(golden) + "\n")
