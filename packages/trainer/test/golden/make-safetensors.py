"""Writes python.safetensors with Python's own package (made with safetensors 0.8.0, numpy 2.4).

    python make-safetensors.py
"""

import os

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "conv/kernel": np.arange(12, dtype=np.float32).reshape(2, 3, 2) / 7,
        "step": np.array(2147483647, dtype=np.int32),
        "mask": np.array([[0, 1, 255]], dtype=np.uint8),
        "conv/bias": np.array([1.5, -0.0], dtype=np.float32),
        "empty": np.zeros((0, 3), dtype=np.float32),
    },
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.safetensors"),
    metadata={"format": "np"},
)
