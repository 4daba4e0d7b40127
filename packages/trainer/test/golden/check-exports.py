"""Checks the files of write-exports.ts with onnx.checker and writes exports.json: what Python's ONNX Runtime gives.

Run: python check-exports.py FOLDER (needs numpy, onnx and onnxruntime)
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

folder = Path(sys.argv[1])
images = np.fromfile(folder / "images.bin", np.float32).reshape(2, 32, 64, 3)
golden = {}
for path in sorted(folder.glob("*.onnx")):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    operators = {node.op_type for node in model.graph.node}
    domains = {opset.domain: opset.version for opset in model.opset_import}
    assert domains == {"": 18}, domains
    makers = {name: node for node in model.graph.node for name in node.output}
    for node in model.graph.node:
        if node.op_type == "BatchNormalization":  # only where no convolution stands before it
            maker = makers[node.input[0]]
            assert maker.op_type == "Relu", maker
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (output,) = session.run(["probabilities"], {"images": images})
    flat = output.ravel()
    golden[path.stem] = {
        "shape": list(output.shape),
        "sum_of_squares": float(np.sum(flat.astype(np.float64) ** 2)),
        "values": [float(v) for v in flat[:: flat.size // 400]],
    }
    print(path.stem, len(model.graph.node), "nodes", output.shape, sorted(operators))
with open(Path(__file__).parent / "exports.json", "w") as file:
    json.dump(golden, file)
    file.write("\n")
