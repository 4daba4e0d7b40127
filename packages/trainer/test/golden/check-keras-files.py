"""
Loads the .keras files that write-keras-files.ts wrote, and notes in keras-files.json what Keras computes with them. Run
it with Keras 3.5 and the newest: python check-keras-files.py FOLDER
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here.parents[2] / "keras" / "python"))

import faceseg_layers  # noqa: F401
import keras
import numpy as np

path = here / "keras-files.json"
noted = json.loads(path.read_text()) if path.exists() else {}
version = ".".join(keras.__version__.split(".")[:2])
index = np.arange(32 * 64 * 3)
picture = (0.5 + 0.5 * np.sin(index * 0.37 + 3 * np.sin(index * 0.0173))).astype("float32").reshape(1, 32, 64, 3)
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
    output = keras.saving.load_model(file).predict(picture, verbose=0)
    values = [float(f"{value:.7g}") for value in np.ravel(output)[::51]]
    noted.setdefault(file.stem, {})[version] = values
path.write_text(json.dumps(noted, separators=(",", ":")) + "\n")
