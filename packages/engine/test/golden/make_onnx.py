"""
Writes onnx-models.json: small ONNX files that give their result in many ways, with the images that they were run on and the
class ids and probabilities that NumPy makes of what ONNX Runtime computed. Needs onnx, onnxruntime and numpy.
"""

import base64
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

H, W, BATCH = 6, 8, 2
random = np.random.default_rng(3)
images = random.random((BATCH, H, W, 3)).round(3).astype("float32")
cases = []


def build(nodes, inputs, outputs, constants, types=TensorProto.FLOAT):
    """A file of nodes (operator, inputs, output, attributes), with inputs and outputs by name."""
    value = lambda name, shape, kind: helper.make_tensor_value_info(name, kind, shape)
    kinds = types if isinstance(types, list) else [types] * len(outputs)
    graph = helper.make_graph(
        [helper.make_node(op, i, [o], **attributes) for op, i, o, attributes in nodes],
        "graph",
        [value(name, shape, TensorProto.FLOAT) for name, shape in inputs.items()],
        [value(name, shape, kind) for (name, shape), kind in zip(outputs.items(), kinds)],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def scores(classes, name="scores", seed=0):
    """A convolution from x (channels first) to scores, and its weights."""
    local = np.random.default_rng(seed)
    weights = {
        f"{name}_w": (6 * local.normal(size=(classes, 3, 1, 1))).astype("float32"),
        f"{name}_b": local.normal(size=classes).astype("float32"),
    }
    return [("Conv", ["x", f"{name}_w", f"{name}_b"], name, {})], weights


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


two = lambda p: np.stack([1 - p, p], -1)


def case(name, model, to_probabilities, fetch=0, first=True, options={}, feed=None):
    """Runs a model, and notes what `to_probabilities` makes of its output `fetch`: [batch, height, width, classes]."""
    onnx.checker.check_model(model)
    data = model.SerializeToString()
    session = onnxruntime.InferenceSession(data)
    given = images if feed is None else feed
    x = given.transpose(0, 3, 1, 2) if first else given
    outputs = [
        np.concatenate(parts)
        for parts in zip(*(session.run(None, {"x": np.ascontiguousarray(x[i : i + 1])}) for i in range(BATCH)))
    ]
    p = to_probabilities(outputs[fetch]).astype("float64")
    cases.append(
        {
            "name": name,
            "onnx": base64.b64encode(data).decode(),
            "options": options,
            "shape": list(p.shape),
            "ids": p.argmax(-1).ravel().tolist(),
            "probabilities": p.round(6).ravel().tolist(),
        }
    )


FIRST, LAST = ["n", 3, H, W], ["n", H, W, 3]
last = lambda y: y.transpose(0, 2, 3, 1)
nodes3, weights3 = scores(3)
nodes1, weights1 = scores(1)
nodes5, weights5 = scores(5)

more = [scores(3, str(number), number) for number in (441, 432)]
case(
    "the first of several outputs, in the graph's order, not that of numbers",
    build(
        nodes3 + [node for nodes, _ in more for node in nodes],
        {"x": FIRST},
        {"scores": ["n", 3, H, W], "441": ["n", 3, H, W], "432": ["n", 3, H, W]},
        {**weights3, **more[0][1], **more[1][1]},
    ),
    lambda y: softmax(last(y)),
)
case(
    "the output that is asked for",
    build(
        nodes3 + [node for nodes, _ in more for node in nodes],
        {"x": FIRST},
        {"scores": ["n", 3, H, W], "441": ["n", 3, H, W], "432": ["n", 3, H, W]},
        {**weights3, **more[0][1], **more[1][1]},
    ),
    lambda y: softmax(last(y)),
    fetch=2,
    options={"output": "432"},
)
case(
    "scores after features and ids",
    build(
        nodes3 + [("ReduceMean", ["scores"], "features", {"axes": [2, 3], "keepdims": 0}), ("ArgMax", ["scores"], "ids", {"axis": 1, "keepdims": 0})],
        {"x": FIRST},
        {"features": ["n", 3], "ids": ["n", H, W], "scores": ["n", 3, H, W]},
        weights3,
        [TensorProto.FLOAT, TensorProto.INT64, TensorProto.FLOAT],
    ),
    lambda y: softmax(last(y)),
    fetch=2,
)
case(
    "one channel, a sigmoid",
    build(nodes1 + [("Sigmoid", ["scores"], "y", {})], {"x": FIRST}, {"y": ["n", 1, H, W]}, weights1),
    lambda y: two(y[:, 0]),
)
case(
    "one channel, a logit",
    build(nodes1 + [("Transpose", ["scores"], "y", {"perm": [0, 2, 3, 1]})], {"x": FIRST}, {"y": ["n", H, W, 1]}, weights1),
    lambda y: two(sigmoid(y[..., 0])),
)
case(
    "one channel without a dimension of its own",
    build(
        nodes1 + [("Sigmoid", ["scores"], "p", {}), ("Squeeze", ["p", "axis"], "y", {})],
        {"x": FIRST},
        {"y": ["n", H, W]},
        {**weights1, "axis": np.array([1])},
    ),
    two,
)
small_steps = [("Neg", ["scores"], "a", {}), ("Exp", ["a"], "b", {}), ("Add", ["b", "one"], "c", {}), ("Reciprocal", ["c"], "y", {})]
case(
    "one channel that the options explain",
    build(nodes1 + small_steps, {"x": FIRST}, {"y": ["n", 1, H, W]}, {**weights1, "one": np.float32(1)}),
    lambda y: two(y[:, 0]),
    options={"scores": "probabilities"},
)
case(
    "a mask of one class",
    build(
        nodes1 + [("Sigmoid", ["scores"], "p", {}), ("Greater", ["p", "half"], "y", {})],
        {"x": FIRST},
        {"y": ["n", 1, H, W]},
        {**weights1, "half": np.float32(0.5)},
        TensorProto.BOOL,
    ),
    lambda y: two(y[:, 0].astype("float32")),
)
case(
    "a sigmoid for each class",
    build(nodes3 + [("Sigmoid", ["scores"], "y", {})], {"x": FIRST}, {"y": ["n", 3, H, W]}, weights3),
    lambda y: last(y) / last(y).sum(-1, keepdims=True),
)
for name, shape, order in [("last", [0, -1, 3], [0, 2, 3, 1]), ("first", [0, 3, -1], [0, 1, 2, 3])]:
    case(
        f"a list of pixels, classes {name}",
        build(
            nodes3 + [("Transpose", ["scores"], "t", {"perm": order}), ("Reshape", ["t", "shape"], "r", {}), ("Softmax", ["r"], "y", {"axis": 2 if name == "last" else 1})],
            {"x": FIRST},
            {"y": ["n", H * W, 3] if name == "last" else ["n", 3, H * W]},
            {**weights3, "shape": np.array(shape)},
        ),
        (lambda y: y.reshape(-1, H, W, 3)) if name == "last" else (lambda y: last(y.reshape(-1, 3, H, W))),
    )
case(
    "a list of a quarter of the pixels",
    build(
        nodes3 + [("AveragePool", ["scores"], "q", {"kernel_shape": [2, 2], "strides": [2, 2]}), ("Transpose", ["q"], "t", {"perm": [0, 2, 3, 1]}), ("Reshape", ["t", "shape"], "y", {})],
        {"x": FIRST},
        {"y": ["n", H * W // 4, 3]},
        {**weights3, "shape": np.array([0, -1, 3])},
    ),
    lambda y: softmax(y.reshape(-1, H // 2, W // 2, 3)),
)
ids = lambda y: np.eye(3)[y.astype("int64")]
for kind, to, shape, keep, squeeze in [
    ("int64", None, ["n", H, W], 0, lambda y: y),
    ("int32", TensorProto.INT32, ["n", 1, H, W], 1, lambda y: y[:, 0]),
    ("uint8", TensorProto.UINT8, ["n", 1, H, W], 1, lambda y: y[:, 0]),
    ("float", TensorProto.FLOAT, ["n", H, W, 1], 1, lambda y: y[..., 0]),
]:
    nodes = nodes3 + [("ArgMax", ["scores"], "a", {"axis": 1, "keepdims": keep})]
    nodes += [("Transpose", ["a"], "t", {"perm": [0, 2, 3, 1] if shape[-1] == 1 else list(range(len(shape)))})]
    nodes += [("Cast", ["t"], "y", {"to": to or TensorProto.INT64})]
    case(
        f"ids of {kind}, {shape}",
        build(nodes, {"x": FIRST}, {"y": shape}, weights3, to or TensorProto.INT64),
        lambda y, squeeze=squeeze: ids(squeeze(y)),
        options={"numClasses": 3},
    )
case(
    "channels last in, channels first out",
    build(
        [("Transpose", ["x"], "moved", {"perm": [0, 3, 1, 2]}), ("Conv", ["moved", "scores_w", "scores_b"], "y", {})],
        {"x": LAST},
        {"y": ["n", 3, H, W]},
        weights3,
    ),
    lambda y: softmax(last(y)),
    first=False,
)
case(
    "channels first in, channels last out",
    build(nodes3 + [("Transpose", ["scores"], "y", {"perm": [0, 2, 3, 1]})], {"x": FIRST}, {"y": ["n", H, W, 3]}, weights3),
    softmax,
)
case(
    "float64 scores",
    build(nodes3 + [("Cast", ["scores"], "y", {"to": TensorProto.DOUBLE})], {"x": FIRST}, {"y": ["n", 3, H, W]}, weights3, TensorProto.DOUBLE),
    lambda y: softmax(last(y)),
)
case(
    "open sides, scores at half of them",
    build(
        nodes5 + [("AveragePool", ["scores"], "y", {"kernel_shape": [2, 2], "strides": [2, 2]})],
        {"x": ["n", 3, "h", "w"]},
        {"y": ["n", 5, "half_h", "half_w"]},
        weights5,
    ),
    lambda y: softmax(last(y)),
    options={"inputSize": {"width": W, "height": H}},
)
mean, std = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
plain = build(nodes3, {"x": FIRST}, {"scores": ["n", 3, H, W]}, weights3)
case(
    "normalized colors",
    plain,
    lambda y: softmax(last(y)),
    options={"normalization": {"mean": mean.astype("float64").round(3).tolist(), "std": std.astype("float64").round(3).tolist()}},
    feed=(images - mean) / std,
)
case(
    "normalized colors, blue first",
    plain,
    lambda y: softmax(last(y)),
    options={"normalization": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}, "channelOrder": "bgr"},
    feed=((images - mean) / std)[..., ::-1],
)
case("colors from -1 to 1", plain, lambda y: softmax(last(y)), options={"inputRange": [-1, 1]}, feed=images * 2 - 1)


def refused(name, model):
    """A model that must be refused, or fail when it runs."""
    cases.append({"name": name, "onnx": base64.b64encode(model.SerializeToString()).decode()})


refused("one channel in small steps", build(nodes1 + small_steps, {"x": FIRST}, {"y": ["n", 1, H, W]}, {**weights1, "one": np.float32(1)}))
nodes19, weights19 = scores(19)
refused("as many classes as pixels across", build(nodes19, {"x": ["n", 3, 19, 19]}, {"scores": ["n", 19, 19, 19]}, weights19))
refused("three pixels across", build(nodes3, {"x": ["n", 3, H, 3]}, {"scores": ["n", 3, H, 3]}, weights3))
refused("a softmax over the rows", build(nodes3 + [("Softmax", ["scores"], "y", {"axis": 2})], {"x": FIRST}, {"y": ["n", 3, H, W]}, weights3))
refused(
    "float16 scores",
    build(nodes3 + [("Cast", ["scores"], "y", {"to": TensorProto.FLOAT16})], {"x": FIRST}, {"y": ["n", 3, H, W]}, weights3, TensorProto.FLOAT16),
)
shifted = [("ArgMax", ["scores"], "a", {"axis": 1, "keepdims": 0}), ("Sub", ["a", "one"], "y", {})]
refused("ids from -1", build(nodes3 + shifted, {"x": FIRST}, {"y": ["n", H, W]}, {**weights3, "one": np.int64(1)}, TensorProto.INT64))
halves = [("ArgMax", ["scores"], "a", {"axis": 1, "keepdims": 0}), ("Cast", ["a"], "f", {"to": 1}), ("Mul", ["f", "quarter"], "y", {})]
refused("quarters of ids", build(nodes3 + halves, {"x": FIRST}, {"y": ["n", H, W]}, {**weights3, "quarter": np.float32(0.25)}))
logarithm = [("Sub", ["scores", "much"], "s", {}), ("Log", ["s"], "y", {})]
refused("logarithms of negative numbers", build(nodes3 + logarithm, {"x": FIRST}, {"y": ["n", 3, H, W]}, {**weights3, "much": np.float32(1e6)}))
refused("one number for an image", build(nodes3 + [("GlobalAveragePool", ["scores"], "y", {})], {"x": FIRST}, {"y": ["n", 3, 1, 1]}, weights3))
refused("a batch that is always one", build(nodes3 + [("Reshape", ["scores", "shape"], "y", {})], {"x": FIRST}, {"y": [1, 3, H, W]}, {**weights3, "shape": np.array([1, 3, -1, W])}))

path = pathlib.Path(__file__).parent / "onnx-models.json"
path.write_text(json.dumps({"width": W, "height": H, "images": images.astype("float64").round(3).ravel().tolist(), "cases": cases}, separators=(",", ":")) + "\n")
