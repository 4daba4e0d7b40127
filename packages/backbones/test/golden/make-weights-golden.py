"""Writes small weight files of the beginning of MobileNetV2 (alpha 0.35), and what Keras computes with them.

Needs keras 3 with any backend, h5py, numpy.
"""

import json
import os
import pathlib
import re

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(3)

whole = keras.applications.MobileNetV2((32, 32, 3), alpha=0.35, include_top=False, weights=None)
model = keras.Model(whole.input, whole.get_layer("block_1_expand_relu").output)
for layer in model.layers:
    if layer.weights:
        scale = {1: 0.1, 4: 0.3}[len(layer.weights[0].shape)]
        layer.set_weights([
            np.round((1 if w.name in ("gamma", "moving_variance") else 0) + scale * rng.normal(size=w.shape), 3)
            for w in layer.weights
        ])

# Names as Keras 3 has them: no ":0", and the kernel of a depthwise convolution is called `kernel`.
with h5py.File(here / "block-1-keras3.h5", "w", libver="latest") as f:
    legacy_h5_format.save_weights_to_hdf5_group(f, model)


def early(name):
    match = re.fullmatch(r"(?:expanded_conv|block_(\d+))_(expand|depthwise|project)(_BN)?", name)
    if not match:
        return name
    k, part, bn = match[1] or 0, match[2], match[3]
    return f"bn{k}_conv_{k}_bn_{part}" if bn else f"mobl{k}_conv_{k}_{part}"


# Names as in the files that Keras publishes, with a layer that the model does not have.
with h5py.File(here / "block-1-early-names.h5", "w", libver="latest") as f:
    layers = [(early(layer.name), layer.weights) for layer in model.layers if layer.weights]
    f.attrs["layer_names"] = np.array([name.encode() for name, _ in layers] + [b"Conv_1"])
    f["Conv_1/Conv_1/kernel:0"] = np.ones((1, 1, 2, 2), "f4")
    f["Conv_1"].attrs["weight_names"] = np.array([b"Conv_1/kernel:0"])
    for name, weights in layers:
        names = ["depthwise_kernel" if "depthwise" in name and w.name == "kernel" else w.name for w in weights]
        for short, w in zip(names, weights):
            f[f"{name}/{name}/{short}:0"] = np.asarray(w)
        f[name].attrs["weight_names"] = np.array([f"{name}/{short}:0".encode() for short in names])

image = np.sin(np.arange(32 * 32 * 3, dtype="f8")).reshape(1, 32, 32, 3).astype("f4")
output = np.asarray(model(image, training=False)).ravel()
index = [int(i) for i in np.linspace(0, output.size - 1, 40)]
values = [float(output[i]) for i in index]
assert sum(v > 0 for v in values) > 10
json.dump({"index": index, "value": values}, open(here / "block-1-output.json", "w"))
