"""Writes the small HDF5 files of this folder and what is in them. Needs keras 3 with any backend, h5py, numpy."""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import numpy as np
from keras import layers
from keras.src.legacy.saving import legacy_h5_format

here = pathlib.Path(__file__).parent
expected = {}
rng = np.random.default_rng(7)
values = lambda *shape: rng.normal(size=shape).round(3)  # noqa: E731


def model():
    image = keras.Input((4, 4, 3), name="image")
    x = layers.Conv2D(2, 1, use_bias=False, name="Conv1")(image)
    x = layers.BatchNormalization(name="bn_Conv1")(x)
    x = layers.ReLU(name="Conv1_relu")(x)
    x = layers.DepthwiseConv2D(2, use_bias=False, name="block_1_depthwise")(x)
    inner = keras.Sequential([layers.Conv2D(1, 1, name="a"), layers.Conv2D(1, 1, name="b")], name="inner")
    it = keras.Model(image, inner(x))
    it.set_weights([values(*w.shape) for w in it.weights])
    return it


def note(name, weights):
    """weights: {layer: [(weight name, array)]}; float32 values are exact in JSON."""
    expected[name] = {
        layer: [
            {"name": w, "shape": list(a.shape), "data": [float(v) for v in a.astype("float32").ravel()]}
            for w, a in rows
        ]
        for layer, rows in weights.items()
    }


def weights_of(it):
    rows = {}
    for layer in it.layers:
        if layer.weights:
            named = [(w.path if layer.name == "inner" else w.name, np.asarray(w)) for w in layer.weights]
            rows[layer.name] = [(n.removeprefix("inner/"), a) for n, a in named]
    return rows


# A whole model of Keras 3: names without ":0", a depthwise kernel called `kernel`, a model inside.
it = model()
it.save(here / "keras3-model.h5")
note("keras3-model.h5", weights_of(it))

# The new format of Keras 3, which is not read.
it.save_weights(here / "keras3.weights.h5")

# Lists that are too long for one attribute, cut up by Keras itself (its limit lowered).
legacy_h5_format.HDF5_OBJECT_HEADER_LIMIT = 40
with h5py.File(here / "chunked-attributes.h5", "w", libver="latest") as f:
    legacy_h5_format.save_weights_to_hdf5_group(f, it)
note("chunked-attributes.h5", weights_of(it))

# The layout of Keras 1 and 2: fixed-length byte strings, ":0", nested paths; every float type and byte order.
old = {
    "Conv1": [("kernel", values(1, 1, 3, 2).astype("<f4"))],
    "bn_Conv1": [(w, values(2).astype(t)) for w, t in
                 [("gamma", "<f2"), ("beta", ">f2"), ("moving_mean", "<f8"), ("moving_variance", ">f4")]],
    "block_1_depthwise": [("depthwise_kernel", values(2, 2, 2, 1).astype("<f4"))],
    "lstm": [("kernel", values(2, 4).astype("<f4")), ("bias", np.array([0, -0.0, 6e-8, 65504], "<f2"))],
    "scale": [("factor", np.array(2.5, "<f4"))],
}
with h5py.File(here / "keras2-weights.h5", "w", libver="latest") as f:
    f.attrs["backend"] = b"tensorflow"
    f.attrs["keras_version"] = b"2.1.6"
    f.attrs["layer_names"] = np.array([name.encode() for name in [*old, "Conv1_relu"]])
    f.create_group("Conv1_relu").attrs["weight_names"] = []
    for layer, rows in old.items():
        inside = "lstm/lstm_cell" if layer == "lstm" else layer
        names = [f"{inside}/{w}:0" for w, _ in rows]
        group = f.create_group(layer)
        group.attrs["weight_names"] = np.array([name.encode() for name in names])
        for name, (_, array) in zip(names, rows):
            group.create_dataset(name, data=array)
note("keras2-weights.h5", old)


def broken(name, write):
    with h5py.File(here / name, "w", libver="latest") as f:
        f.attrs["layer_names"] = np.array([b"Conv1"])
        write(f)


def integers(f):
    f["Conv1/Conv1/kernel:0"] = np.arange(3)
    f["Conv1"].attrs["weight_names"] = np.array([b"Conv1/kernel:0"])


def no_dataset(f):
    f.create_group("Conv1").attrs["weight_names"] = np.array([b"Conv1/kernel:0"])


def numbers(f):
    del f.attrs["layer_names"]
    f.attrs["layer_names"] = [1, 2]


broken("integers.h5", integers)
broken("no-dataset.h5", no_dataset)
broken("no-group.h5", lambda f: f.create_group("other"))
broken("numbers-for-names.h5", numbers)
with h5py.File(here / "not-keras.h5", "w", libver="latest") as f:
    f["pictures"] = np.zeros(3, "<f4")
    f["labels"] = np.zeros(3, "<f4")

json.dump(expected, open(here / "expected.json", "w"), separators=(",", ":"))
