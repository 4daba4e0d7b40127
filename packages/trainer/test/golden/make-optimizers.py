"""Writes optimizers.json: weights after each of 10 steps of Keras's optimisers on a quadratic function.

Run with Keras 3 and any backend (made with keras 3.15.1, tensorflow-cpu 2.21):
    python make-optimizers.py
The function is sum(scale * (w - target)^2) / 2 of the weights "body/kernel" [2, 2] and "head/bias" [2].
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
START = [[1.0, -2.0, 0.5, 3.0], [0.25, -0.75]]
TARGET = [[0.0, 1.0, 0.5, -1.0], [2.0, -2.0]]
SCALE = [[1.0, 3.0, 0.2, 10.0], [0.5, 4.0]]

CASES = [
    ("adam", keras.optimizers.Adam, {"learning_rate": 0.1}),
    ("adam", keras.optimizers.Adam, {"learning_rate": 0.05, "beta_1": 0.7, "beta_2": 0.9, "epsilon": 1e-3}),
    ("adamW", keras.optimizers.AdamW, {"learning_rate": 0.1, "weight_decay": 0.05}),
    ("adamW kernels", keras.optimizers.AdamW, {"learning_rate": 0.1, "weight_decay": 0.05}),
    ("sgd", keras.optimizers.SGD, {"learning_rate": 0.05}),
    ("sgd", keras.optimizers.SGD, {"learning_rate": 0.05, "momentum": 0.9}),
    ("sgd", keras.optimizers.SGD, {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    ("rmsprop", keras.optimizers.RMSprop, {"learning_rate": 0.1}),
    ("rmsprop", keras.optimizers.RMSprop, {"learning_rate": 0.02, "rho": 0.8, "momentum": 0.5}),
    ("clip norm", keras.optimizers.SGD, {"learning_rate": 0.05, "global_clipnorm": 5.0}),
    ("clip value", keras.optimizers.SGD, {"learning_rate": 0.05, "clipvalue": 2.0}),
    ("accumulate", keras.optimizers.Adam, {"learning_rate": 0.1, "gradient_accumulation_steps": 3}),
    ("ema", keras.optimizers.Adam, {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.8}),
]

cases = []
for name, make, options in CASES:
    variables = [keras.Variable(np.float32(values)) for values in START]
    optimizer = make(**options)
    if name == "adamW kernels":
        optimizer.exclude_from_weight_decay(var_list=[variables[1]])
    optimizer.build(variables)
    steps = []
    for _ in range(10):
        gradients = [
            keras.ops.convert_to_tensor(np.float32(s)) * (v - np.float32(t))
            for v, t, s in zip(variables, TARGET, SCALE)
        ]
        optimizer.apply(gradients, variables)
        shown = optimizer._model_variables_moving_average if name == "ema" else variables
        steps.append([float(x) for v in shown for x in keras.ops.convert_to_numpy(v)])
    cases.append({"optimizer": name, "options": options, "weights": steps})

with open(os.path.join(HERE, "optimizers.json"), "w") as file:
    flat = {key: sum(values, []) for key, values in {"start": START, "target": TARGET, "scale": SCALE}.items()}
    json.dump({**flat, "cases": cases}, file, separators=(",", ":"))
    file.write("\n")
