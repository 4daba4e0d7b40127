"""Writes keras-callbacks.json: what Keras's callbacks decide for given logs.

Run with Keras 3 and any backend (made with keras 3.15.1, tensorflow-cpu 2.21):
    python make-keras-callbacks.py
NaN is written as null.
"""

import json
import math
import os
import random
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def model_with_rate(rate):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(rate), "mse")
    return model


def series(rng, kind, length):
    if kind == "walk":
        value, out = 1.0, []
        for _ in range(length):
            value += rng.uniform(-0.2, 0.15)
            out.append(value)
        return out
    if kind == "plateau":  # ties and steps smaller and larger than the deltas used below
        value, out = 1.0, []
        for _ in range(length):
            value -= rng.choice([0, 0, 0, 5e-5, 1e-4, 2e-4, 1e-2, -1e-2])
            out.append(value)
        return out
    if kind == "float32-ties":  # differ as doubles, equal as float32
        return [0.5 - index * 1e-9 for index in range(length)]
    return [math.nan if rng.random() < 0.2 else rng.random() for _ in range(length)]


KINDS = ["walk", "plateau", "plateau", "float32-ties", "nan"]


def reduce_lr_case(rng, index):
    options = {
        "factor": rng.choice([0.1, 0.5, 0.3]),
        "patience": rng.choice([0, 1, 2, 3]),
        "min_delta": rng.choice([0, 1e-4, 1e-2]),
        "cooldown": rng.choice([0, 0, 1, 3]),
        "min_lr": rng.choice([0, 1e-7, 1e-4]),
    }
    mode = rng.choice(["min", "min", "max"])
    rate = rng.choice([1e-4, 1e-3, 0.05])
    values = series(rng, KINDS[index % len(KINDS)], 16)
    model = model_with_rate(rate)
    callback = keras.callbacks.ReduceLROnPlateau(monitor="val_score", mode=mode, **options)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"val_score": value})
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
    return {"options": {**options, "mode": mode}, "rate": rate, "values": values, "rates": rates}


def early_stopping_case(rng, index):
    options = {
        "patience": rng.choice([0, 1, 2, 4]),
        "min_delta": rng.choice([0, 0, 1e-4, 1e-2]),
        "baseline": rng.choice([None, None, 0.9, 0.45]),
        "start_from_epoch": rng.choice([0, 0, 2, 5]),
        "restore_best_weights": rng.random() < 0.7,
    }
    mode = rng.choice(["min", "min", "max"])
    values = series(rng, KINDS[index % len(KINDS)], 16)
    model = model_with_rate(1e-3)
    callback = keras.callbacks.EarlyStopping(monitor="val_score", mode=mode, **options)
    callback.set_model(model)
    callback.on_train_begin()
    model.stop_training = False
    last = len(values) - 1
    for epoch, value in enumerate(values):
        model.set_weights([np.array([[epoch]], np.float32)])  # the weight says which epoch it is from
        callback.on_epoch_end(epoch, {"val_score": value})
        if model.stop_training:
            last = epoch
            break
    callback.on_train_end()
    return {
        "options": {**options, "mode": mode},
        "values": values,
        "stopped": bool(model.stop_training),
        "last_epoch": last,
        "weights_from": int(model.get_weights()[0][0, 0]),
    }


def csv_case(runs, separator, append):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.csv")
        for logs_of_epochs in runs:
            callback = keras.callbacks.CSVLogger(path, separator=separator, append=append)
            callback.set_model(model_with_rate(1e-3))
            callback.on_train_begin()
            for epoch, logs in enumerate(logs_of_epochs):
                callback.on_epoch_end(epoch, {key: float(value) for key, value in logs.items()})
            callback.on_train_end()
        with open(path, newline="") as file:
            return {"runs": runs, "separator": separator, "append": append, "text": file.read()}


def main():
    rng = random.Random(7)
    full = [
        {"loss": 1.0, "accuracy": 0.123456789, "val_loss": 2.5, "learning_rate": 9.999999747378752e-05},
        {"loss": 1e-5, "accuracy": 1 / 3, "val_loss": math.nan, "learning_rate": 1e-7},
        {"loss": 1e16, "accuracy": 123456789012345.0, "val_loss": 1e15, "learning_rate": 0.0001},
        {"loss": 0.0, "accuracy": -2.5e-12, "val_loss": 1e22, "learning_rate": 1e-100},
    ]
    without_validation = [{"loss": 0.5, "accuracy": 0.25}, {"loss": 0.25, "accuracy": 0.5, "val_loss": 0.75}]
    golden = {
        "reduce_lr_on_plateau": [reduce_lr_case(rng, index) for index in range(40)],
        "early_stopping": [early_stopping_case(rng, index) for index in range(40)],
        "csv": [
            csv_case([full], ",", False),
            csv_case([full[:2], full[2:]], ",", True),
            csv_case([full[:2], full[2:]], ";", False),
            csv_case([without_validation], ",", False),
        ],
    }

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return None if isinstance(value, float) and math.isnan(value) else value

    sections = []
    for name, cases in golden.items():
        rows = ",\n".join("    " + json.dumps(plain(case)) for case in cases)
        sections.append(f'  "{name}": [\n{rows}\n  ]')
    with open(os.path.join(HERE, "keras-callbacks.json"), "w") as file:
        file.write("{\n" + ",\n".join(sections) + "\n}\n")


main()
