"""
Writes models of the Keras it is run with, and what they compute, into this folder: run it with Keras 3.5, with the
newest and with 2.15 (`pip install keras==3.5.0 tensorflow-cpu`; `pip install tensorflow-cpu==2.15.*`).
"""

import gzip
import io
import json
import os
import pathlib
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from layer_networks import chain, kinds, nested
from study_networks import NETWORKS

here = pathlib.Path(__file__).parent
version = ".".join(keras.__version__.split(".")[:2])


def picture(shape):
    """Values in [0, 1] that JavaScript computes alike."""
    index = np.arange(np.prod(shape), dtype=np.int64)
    return ((index * 7919 + 13) % 256 / 255).astype("float32").reshape(shape)


def randomize(model, seed):
    """Weights in steps of 1/256, which compress well."""
    rng = np.random.default_rng(seed)

    def values(w):
        name = (w.path if hasattr(w, "path") else w.name).split("/")[-1].split(":")[0]
        if name in ("gamma", "moving_variance"):
            a = rng.uniform(0.5, 1.5, w.shape)
        elif len(w.shape) == 1:
            a = rng.normal(0, 0.1, w.shape)
        else:
            a = rng.normal(0, np.sqrt(2 / max(1, np.prod(w.shape[:-1]))), w.shape)
        return np.round(a * 256) / 256

    model.set_weights([values(w) for w in model.weights])


def note(model):
    outputs = model.predict([picture((1, *i.shape[1:])) for i in model.inputs], verbose=0)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    return [sample(o) for o in outputs]


def sample(array, count=200):
    """About so many values of an array."""
    step = max(1, array.size // count) | 1
    return {"shape": list(array.shape), "step": step, "values": [float(f"{v:.7g}") for v in array.ravel()[::step]]}


def deflated(path):
    """A .keras file of Keras, which compresses nothing, made smaller."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return out.getvalue()


if __name__ == "__main__":
    expected = {}
    with tempfile.TemporaryDirectory() as folder:

        def save(model, name, policy="float32", make=None):
            """`name` ends in .keras (deflated), .stored.keras (as Keras wrote it), .h5.gz, .weights.h5.gz (Keras 3's) or -weights.h5.gz (legacy)."""
            expected[name] = note(model)
            if policy != "float32":
                weights = model.get_weights()
                keras.mixed_precision.set_global_policy(policy)
                model = make()
                keras.mixed_precision.set_global_policy("float32")
                model.set_weights(weights)
            target = here / name
            if name.endswith(".stored.keras"):
                model.save(target)
            elif name.endswith(".keras"):
                path = pathlib.Path(folder) / name
                model.save(path)
                target.write_bytes(deflated(path))
            else:
                path = pathlib.Path(folder) / name.removesuffix(".gz")
                model.save_weights(path) if "weights" in name else model.save(path)
                target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))

        for seed, (name, make) in enumerate(NETWORKS.items()):
            if version == "2.15" and name != "unet":
                continue
            size = 64 if name == "pspnet" else 32
            model = make(size, narrow=True)
            randomize(model, seed)
            # The study's files were saved under mixed_float16; the values are those of float32.
            save(model, f"{name}-{version}.keras", "mixed_float16", lambda: make(size, narrow=True))
        for seed, make in enumerate([kinds, nested, chain]):
            model = make()
            randomize(model, 10 + seed)
            stored = "stored." if make is chain else ""
            save(model, f"{make.__name__}-{version}.{stored}keras")
            save(model, f"{make.__name__}-{version}.h5.gz")
            if make is nested:
                save(model, f"{make.__name__}-{version}.weights.h5.gz")
                if version == "2.15":
                    save(model, f"{make.__name__}-{version}-weights.h5.gz")
    json.dump(expected, open(here / f"models-{version}.json", "w"), separators=(",", ":"))
