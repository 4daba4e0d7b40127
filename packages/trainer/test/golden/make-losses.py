"""Writes losses.json: values and gradients of losses in float64, from their definitions in the papers.

Run with TensorFlow 2 (made with tensorflow-cpu 2.21):
    python make-losses.py
Loops over pixels and classes instead of one-hot arithmetic; ignored pixels are removed, not masked.
"""

import json
import math
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
B, H, W, C = 2, 4, 5, 3
rng = np.random.default_rng(7)
LOGITS = np.round(rng.normal(size=(B, H, W, C)) * 2, 3)
LABELS = rng.integers(0, C, size=(B, H, W))
LABELS[rng.random((B, H, W)) < 0.2] = 255
LABELS[1][LABELS[1] == 2] = 0  # absent from the second picture
WEIGHTS = [0.5, 2.0, 1.25]


def counted(z, labels, ignore):
    keep = np.nonzero((labels.ravel() != ignore) & (labels.ravel() < C))[0]
    return tf.gather(tf.reshape(z, (-1, C)), keep), labels.ravel()[keep]


def pixel_losses(z, y, smoothing=0.0, weights=None):
    logp = z - tf.reduce_logsumexp(z, axis=1, keepdims=True)
    w = weights or [1.0] * C
    rows = []
    for i, c in enumerate(y):
        spread = sum(w[k] * logp[i, k] for k in range(C)) * smoothing / C
        rows.append(-(1 - smoothing) * w[c] * logp[i, c] - spread)
    return tf.stack(rows), [w[c] for c in y]


def cross_entropy(z, labels, o):
    z, y = counted(z, labels, o.get("ignoreId", 255))
    losses, norm = pixel_losses(z, y, o.get("labelSmoothing", 0.0), o.get("classWeights"))
    return tf.reduce_sum(losses) / sum(norm)


def focal(z, labels, o):
    z, y = counted(z, labels, o.get("ignoreId", 255))
    p = tf.nn.softmax(z)
    w = o.get("classWeights") or [1.0] * C
    total = 0.0
    for i, c in enumerate(y):
        total += -w[c] * (1 - p[i, c]) ** o.get("gamma", 2) * tf.math.log(p[i, c])
    return total / sum(w[c] for c in y)


def soft_counts(z, labels, o):
    z, y = counted(z, labels, o.get("ignoreId", 255))
    p = tf.nn.softmax(z)
    for c in range(C):
        tp = tf.reduce_sum(p[:, c][y == c])
        fp = tf.reduce_sum(p[:, c][y != c])
        fn = tf.reduce_sum(1 - p[:, c][y == c])
        yield tp, fp, fn, int((y == c).sum())


def averaged(o, losses):
    w = o.get("classWeights") or [1.0] * C
    return sum(a * b for a, b in zip(w, losses)) / sum(w)


def dice(z, labels, o):
    s = o.get("smooth", 1.0)
    return averaged(o, [1 - (2 * tp + s) / (2 * tp + fp + fn + s) for tp, fp, fn, _ in soft_counts(z, labels, o)])


def jaccard(z, labels, o):
    s = o.get("smooth", 1.0)
    return averaged(o, [1 - (tp + s) / (tp + fp + fn + s) for tp, fp, fn, _ in soft_counts(z, labels, o)])


def tversky(z, labels, o):
    s, a, b = o.get("smooth", 1.0), o.get("alpha", 0.3), o.get("beta", 0.7)
    counts = soft_counts(z, labels, o)
    return averaged(o, [1 - (tp + s) / (tp + a * fp + b * fn + s) for tp, fp, fn, _ in counts])


def generalized_dice(z, labels, o):
    above = below = 0.0
    for c, (tp, fp, fn, n) in enumerate(soft_counts(z, labels, o)):
        if n == 0:
            continue
        w = (o.get("classWeights") or [1.0] * C)[c] / n**2
        above += w * tp
        below += w * (2 * tp + fp + fn)
    return 1 - 2 * above / below


def lovasz_softmax(z, labels, o):
    """The reference algorithm of the paper's authors."""
    z, y = counted(z, labels, o.get("ignoreId", 255))
    p = tf.nn.softmax(z)
    w = o.get("classWeights") or [1.0] * C
    losses, norm = [], 0.0
    for c in range(C):
        fg = (y == c).astype(np.float64)
        if fg.sum() == 0:
            continue
        errors = tf.abs(fg - p[:, c])
        perm = np.argsort(-errors.numpy(), kind="stable")
        fg_sorted = fg[perm]
        intersection = fg_sorted.sum() - fg_sorted.cumsum()
        union = fg_sorted.sum() + (1 - fg_sorted).cumsum()
        jac = 1 - intersection / union
        jac[1:] = jac[1:] - jac[:-1]
        losses.append(w[c] * tf.reduce_sum(tf.gather(errors, perm) * jac))
        norm += w[c]
    return sum(losses) / norm


def boundary(z, labels, o):
    ignore, radius = o.get("ignoreId", 255), o.get("maxDistance", 10)
    w = o.get("classWeights") or [1.0] * C
    p = tf.nn.softmax(z)
    valid = (labels != ignore) & (labels < C)
    phi = np.zeros((B, H, W, C))
    for b in range(B):
        spots = [(i, j) for i in range(H) for j in range(W) if valid[b, i, j]]
        for c in range(C):
            if not (labels[b][valid[b]] == c).any():
                continue
            for i, j in spots:
                own = labels[b, i, j] == c
                to = [math.hypot(i - k, j - l) for k, l in spots if (labels[b, k, l] == c) != own]
                distance = min(to + [radius])
                phi[b, i, j, c] = -(distance - 1) if own else distance
    return tf.reduce_sum(p * phi * (np.array(w) / sum(w))) / valid.sum()


def ohem(z, labels, o):
    z, y = counted(z, labels, o.get("ignoreId", 255))
    p = tf.nn.softmax(z)
    w = o.get("classWeights") or [1.0] * C
    truth = np.array([p[i, c].numpy() for i, c in enumerate(y)])
    minimum = max(1, round(o.get("keep", 1 / 16) * B * H * W))
    limit = max(o.get("threshold", 0.7), np.sort(truth)[min(minimum, len(truth)) - 1])
    kept = [i for i in range(len(y)) if truth[i] <= limit]
    return sum(-w[y[i]] * tf.math.log(p[i, y[i]]) for i in kept) / sum(w[y[i]] for i in kept)


CASES = [
    ("crossEntropy", cross_entropy, [{}, {"labelSmoothing": 0.1}, {"labelSmoothing": 0.2, "classWeights": WEIGHTS}]),
    ("focal", focal, [{}, {"gamma": 0.5, "classWeights": WEIGHTS}, {"gamma": 0}]),
    ("dice", dice, [{}, {"smooth": 0.1, "classWeights": WEIGHTS}, {"ignoreId": 1}]),
    ("jaccard", jaccard, [{}, {"smooth": 0.1, "classWeights": WEIGHTS}, {"ignoreId": 1}]),
    ("tversky", tversky, [{}, {"alpha": 0.6, "beta": 0.2, "classWeights": WEIGHTS}]),
    ("generalizedDice", generalized_dice, [{}, {"classWeights": WEIGHTS}, {"ignoreId": 1}]),
    ("lovaszSoftmax", lovasz_softmax, [{}, {"classWeights": WEIGHTS}, {"ignoreId": 0}]),
    ("boundary", boundary, [{}, {"maxDistance": 2, "classWeights": WEIGHTS}, {"ignoreId": 0}]),
    ("ohemCrossEntropy", ohem, [{}, {"threshold": 0.01, "keep": 0.25}, {"keep": 1}, {"classWeights": WEIGHTS}]),
]

cases = []
for name, function, variants in CASES:
    for options in variants:
        z = tf.Variable(LOGITS)
        with tf.GradientTape() as tape:
            value = function(z, LABELS, options)
        gradient = tf.convert_to_tensor(tape.gradient(value, z)).numpy()
        cases.append({"loss": name, "options": options, "value": float(value), "gradient": gradient.ravel().tolist()})

with open(os.path.join(HERE, "losses.json"), "w") as file:
    golden = {"shape": [B, H, W, C], "logits": LOGITS.ravel().tolist(), "labels": LABELS.ravel().tolist()}
    json.dump({**golden, "cases": cases}, file, separators=(",", ":"))
    file.write("\n")
