"""
The study's networks in full size, with random weights, saved under mixed_float16, and what they compute in float32:

    python full_size.py make FOLDER      # Keras 3.5 or the newest
    node --import tsx --conditions=@faceseg/source bench/full-size.ts FOLDER
    python full_size.py check FOLDER     # what TypeScript wrote
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "test/golden"))

import keras
import numpy as np
from make_models import note, randomize, version
from study_networks import NETWORKS

mode, folder = sys.argv[1], pathlib.Path(sys.argv[2])
for seed, (name, make) in enumerate(NETWORKS.items()):
    expected = folder / f"{name}-{version}.json"
    if mode == "make":
        model = make()
        randomize(model, seed)
        expected.write_text(json.dumps(note(model)))
        keras.mixed_precision.set_global_policy("mixed_float16")
        half = make()
        keras.mixed_precision.set_global_policy("float32")
        half.set_weights(model.get_weights())
        half.save(folder / f"{name}-{version}.keras")
        print(keras.__version__, name, f"{model.count_params():,} parameters")
    else:
        for file in sorted(folder.glob(f"{name}-*.ours.keras")):
            model = keras.saving.load_model(file)
            made = json.loads((folder / file.name.replace(".ours.keras", ".json")).read_text())
            pairs = zip(note(model), made)
            worst = max(np.abs(np.subtract(a["values"], b["values"])).max() for a, b in pairs)
            print(keras.__version__, file.name, f"largest difference {worst:.1e}")
