"""
Loads the .keras files that write-ours.ts wrote, and notes in ours.json what Keras computes with them. Run it with
Keras 3.5 and the newest: python check_ours.py FOLDER
"""

import hashlib
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from make_models import picture, sample, version

path = pathlib.Path(__file__).parent / "ours.json"
noted = json.loads(path.read_text()) if path.exists() else {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    model = keras.saving.load_model(file)
    outputs = model([picture((1, *i.shape[1:])) for i in model.inputs], training=False)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    entry = noted.get(file.stem, {})
    if entry.get("sha256") != digest:
        entry = {"sha256": digest, "outputs": {}}
    entry["outputs"][version] = [sample(keras.ops.convert_to_numpy(o), 40) for o in outputs]
    noted[file.stem] = entry
path.write_text(json.dumps(noted, separators=(",", ":")))
