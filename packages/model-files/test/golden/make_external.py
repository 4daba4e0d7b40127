"""
Writes external.onnx, whose weights lie in the folder weights beside it: one of the graph, one of a branch, and one in an
attribute; and external.json with what ONNX Runtime computes of it. Needs onnx, onnxruntime and numpy.
"""

import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

folder = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
scale, shift, offset = (random.normal(size=4).astype("float32") for _ in range(3))
data = b""


def outside(array, name):
    """A tensor whose bytes are appended to the file of weights."""
    global data
    tensor = numpy_helper.from_array(array, name)
    onnx.external_data_helper.set_external_data(tensor, "weights/external.data", len(data), array.nbytes)
    tensor.ClearField("raw_data")
    data += array.tobytes() + bytes(12)
    return tensor


value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
then_branch = helper.make_graph(
    [helper.make_node("Add", ["scaled", "shift"], ["then"])], "then", [], [value("then", ["n", 4])], [outside(shift, "shift")]
)
else_branch = helper.make_graph([helper.make_node("Neg", ["scaled"], ["else"])], "else", [], [value("else", ["n", 4])])
graph = helper.make_graph(
    [
        helper.make_node("Constant", [], ["offset"], value=outside(offset, "offset")),
        helper.make_node("Mul", ["x", "scale"], ["scaled"]),
        helper.make_node("ReduceSum", ["x"], ["sum"], keepdims=0),
        helper.make_node("Greater", ["sum", "zero"], ["positive"]),
        helper.make_node("If", ["positive"], ["branch"], then_branch=then_branch, else_branch=else_branch),
        helper.make_node("Add", ["branch", "offset"], ["y"]),
    ],
    "external",
    [value("x", ["n", 4])],
    [value("y", ["n", 4])],
    [outside(scale, "scale"), numpy_helper.from_array(np.float32(0), "zero")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
(folder / "weights").mkdir(exist_ok=True)
(folder / "external.onnx").write_bytes(model.SerializeToString())
(folder / "weights/external.data").write_bytes(data)

whole = onnx.load(folder / "external.onnx")
session = onnxruntime.InferenceSession(whole.SerializeToString())
x = random.normal(size=(2, 4)).astype("float32")
runs = [{"x": x_.ravel().tolist(), "y": session.run(None, {"x": x_})[0].ravel().tolist()} for x_ in (np.abs(x), -np.abs(x))]
(folder / "external.json").write_text(json.dumps(runs))
