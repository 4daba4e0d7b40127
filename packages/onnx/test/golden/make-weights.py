"""Writes weights.json: what numpy makes of weights in float16, and in int8 with a scale for each channel.

Run: python make-weights.py (needs numpy)
"""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(3)
exponents = random.uniform(-27, 17, 300)
numbers = (random.choice([-1, 1], 300) * 2**exponents).astype(np.float32)
# Ties, the ends of the ranges of normal and subnormal numbers, and what rounds beyond them.
steps = np.array([2**-25, 2**-24, 3 * 2**-25, 2**-14, 2**-14 - 2**-25, 1 + 2**-11, 1 + 3 * 2**-11])
ends = np.array([0.0, -0.0, 65504, 65519.99, 65520, 65536, 1e30])
numbers = np.concatenate([numbers, steps.astype(np.float32), ends.astype(np.float32)])
with np.errstate(over="ignore"):
    bits = numbers.astype(np.float16).view(np.uint16)

quantized = []
for shape, axis in [((4, 3, 2, 2), 0), ((3, 4, 2, 2), 1), ((6, 5), 1)]:
    weights = (random.normal(size=shape) * 10.0 ** random.integers(-3, 2)).astype(np.float32)
    weights[tuple(slice(1) if i == axis else slice(None) for i in range(len(shape)))] = 0  # a channel of zeros
    others = tuple(i for i in range(len(shape)) if i != axis)
    scales = np.abs(weights).max(axis=others) / np.float32(127)
    scales[scales == 0] = 1
    along = scales.reshape([-1 if i == axis else 1 for i in range(len(shape))])
    values = np.rint(weights.astype(np.float64) / along)
    quantized.append(
        {
            "shape": shape,
            "axis": axis,
            "weights": [float(x) for x in weights.ravel()],
            "scales": [float(x) for x in scales],
            "values": [int(x) for x in values.ravel()],
        }
    )

golden = {"float16": {"numbers": [float(x) for x in numbers], "bits": [int(x) for x in bits]}, "int8": quantized}
with open(Path(__file__).parent / "weights.json", "w") as file:
    json.dump(golden, file)
    file.write("\n")
