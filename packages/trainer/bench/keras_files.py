"""Loads what keras-files.ts wrote and compares what Keras computes with it: python keras_files.py FOLDER"""

import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "keras" / "python"))

import faceseg_layers  # noqa: F401
import keras
import numpy as np

index = np.arange(256 * 256 * 3, dtype=np.int64)
picture = ((index * 7919 + 13) % 256 / 255).astype("float32").reshape(1, 256, 256, 3)
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
    made = json.loads(file.with_suffix(".json").read_text())
    model = keras.saving.load_model(file)
    values = np.ravel(model.predict(picture, verbose=0))[:: made["step"]]
    worst = np.abs(values - made["values"]).max()
    print(keras.__version__, file.name, f"{file.stat().st_size / 1e6:.1f} MB, largest difference {worst:.1e}")
