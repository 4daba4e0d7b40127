"""Writes numpy-kernels.json: what every kernel computes, and its gradients, in float64 numpy.

Forward passes are written here from the definitions of the operations; gradients are central differences of them.
Run: python make-numpy.py (needs numpy)
"""

import json
import math
import random

import numpy as np

pick = random.Random(2026)
erf = np.vectorize(math.erf, otypes=[float])


def size(low=2, high=4):
    return pick.randint(low, high)


def shape(rank, low=2, high=4):
    return [size(low, high) for _ in range(rank)]


def uniform(seed, count):
    """The numbers in [0, 1) that golden.ts makes too."""
    h = (np.arange(count, dtype=np.uint64) * 2654435761 + seed * 2246822519) & 0xFFFFFFFF
    h ^= h >> np.uint64(15)
    h = (h * np.uint64(2246822519)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(13)
    return (h >> np.uint64(8)).astype(np.float64) / 2**24


def values(spec):
    u = uniform(spec["seed"], int(np.prod(spec["shape"], dtype=int)))
    x = spec["low"] + (spec["high"] - spec["low"]) * u
    if spec["dtype"] == "float32":
        x = x.astype(np.float32).astype(np.float64)
    elif spec["dtype"] == "int32":
        x = np.floor(x).astype(np.int64)
    else:
        x = u < 0.5
    return x.reshape(spec["shape"])


cases = []


def f(shape, low=-2, high=2, dtype="float32"):
    return {"shape": list(shape), "low": low, "high": high, "dtype": dtype, "seed": pick.randint(1, 10**6)}


def ints(shape, low, high):
    return f(shape, low, high, "int32")


def bools(shape):
    return f(shape, 0, 1, "bool")


def numbers(array):
    flat = np.asarray(array).ravel()
    if flat.dtype == bool or np.issubdtype(flat.dtype, np.integer):
        return [int(v) for v in flat]
    return [float(f"{v:.8g}") for v in flat]


def projected(outputs):
    flat = np.concatenate([np.asarray(o, dtype=np.float64).ravel() for o in outputs])
    return float(flat @ np.cos(np.arange(flat.size)))


def differences(fn, arrays, name, step=1e-6):
    """The gradient of `projected(fn)` for the input `name`."""
    x = arrays[name]
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        ends = []
        for sign in (1, -1):
            moved = x.copy()
            moved[i] += sign * step
            ends.append(projected(fn(**{**arrays, name: moved})))
        gradient[i] = (ends[0] - ends[1]) / (2 * step)
    return gradient


def case(kernel, inputs, attrs, fn, grads=()):
    """`fn` takes the inputs by name (`_0` for the name 0) and returns one array or a list of them."""
    arrays = {(f"_{k}" if k.isdigit() else k): values(v) for k, v in inputs.items()}

    def listed(**xs):
        result = fn(**xs)
        return result if isinstance(result, list) else [result]

    outputs = listed(**arrays)
    names = [n for n in arrays if np.issubdtype(arrays[n].dtype, np.floating)] if grads is True else grads
    cases.append(
        {
            "kernel": kernel,
            "inputs": inputs,
            "attrs": attrs,
            "outputs": [{"shape": list(np.shape(o)), "values": numbers(o)} for o in outputs],
            "gradients": {n.lstrip("_"): numbers(differences(listed, arrays, n)) for n in names},
        }
    )


# --- elementwise ---------------------------------------------------------------------------------------------------


def broadcast_pair():
    full = shape(pick.randint(2, 4))
    other = [1 if pick.random() < 0.4 else n for n in full][pick.randint(0, 1) :]
    return (full, other) if pick.random() < 0.5 else (other, full)


def binary(kernel, fn, a=(-2, 2), b=(-2, 2), grads=True, broadcast=True):
    for _ in range(2):
        left, right = broadcast_pair() if broadcast else [shape(pick.randint(2, 4))] * 2
        case(kernel, {"a": f(left, *a), "b": f(right, *b)}, {}, fn, grads)


binary("Add", lambda a, b: a + b)
binary("Sub", lambda a, b: a - b)
binary("Multiply", lambda a, b: a * b)
binary("RealDiv", lambda a, b: a / b, b=(0.5, 2))
# Of these TensorFlow.js has gradients for equal shapes only.
binary("Maximum", lambda a, b: np.maximum(a, b), grads=())
binary("Maximum", lambda a, b: np.maximum(a, b), broadcast=False)
binary("Minimum", lambda a, b: np.minimum(a, b), grads=())
binary("Minimum", lambda a, b: np.minimum(a, b), broadcast=False)
binary("Pow", lambda a, b: a**b, a=(0.2, 3))
binary("SquaredDifference", lambda a, b: (a - b) ** 2, grads=())
binary("SquaredDifference", lambda a, b: (a - b) ** 2, broadcast=False)
binary("Mod", lambda a, b: np.mod(a, b), a=(-5, 5), b=(0.6, 2))
binary("Mod", lambda a, b: np.mod(a, b), a=(-5, 5), b=(-2, -0.6), grads=())
binary("FloorDiv", lambda a, b: np.floor(a / b).astype(int), a=(-5, 5), b=(0.6, 2), grads=())
whole = {"a": ints([4, 5], -9, 9), "b": ints([5], 1, 5)}
case("Mod", whole, {}, lambda a, b: a % b)
case("FloorDiv", whole, {}, lambda a, b: a // b)
for name, compare in {
    "Greater": np.greater,
    "GreaterEqual": np.greater_equal,
    "Less": np.less,
    "LessEqual": np.less_equal,
    "Equal": np.equal,
    "NotEqual": np.not_equal,
}.items():
    binary(name, lambda a, b, compare=compare: compare(a, b), grads=())
    case(name, {"a": ints([3, 4], 0, 3), "b": ints([4], 0, 3)}, {}, lambda a, b, compare=compare: compare(a, b))
case("LogicalAnd", {"a": bools([3, 4]), "b": bools([4])}, {}, lambda a, b: a & b)
case("LogicalOr", {"a": bools([3, 4]), "b": bools([3, 1])}, {}, lambda a, b: a | b)
case("LogicalNot", {"x": bools([7])}, {}, lambda x: ~x)


def unary(kernel, fn, low=-2, high=2, grads=True, **attrs):
    for rank in (pick.randint(1, 3), 4):
        case(kernel, {"x": f(shape(rank), low, high)}, attrs, lambda x: fn(x), grads)


sigmoid = lambda x: 1 / (1 + np.exp(-x))
unary("Square", np.square)
unary("Sqrt", np.sqrt, 0.1, 4)
unary("Rsqrt", lambda x: x**-0.5, 0.1, 4)
unary("Reciprocal", lambda x: 1 / x, 0.3, 3)
unary("Neg", np.negative)
unary("Exp", np.exp)
unary("Expm1", np.expm1)
unary("Expm1", np.expm1, -1e-4, 1e-4, grads=())
unary("Log", np.log, 0.1, 5)
unary("Log1p", np.log1p, -0.9, 5)
unary("Log1p", np.log1p, -1e-4, 1e-4, grads=())
unary("Log1p", np.log1p, 100, 1e6, grads=())
unary("Abs", np.abs)
unary("Sign", np.sign)
unary("Floor", np.floor)
unary("Ceil", np.ceil)
unary("Round", np.round)
unary("Relu", lambda x: np.maximum(x, 0))
unary("Relu6", lambda x: np.clip(x, 0, 6), -9, 9)
unary("Sigmoid", sigmoid, -6, 6)
unary("Tanh", np.tanh)
unary("Softplus", lambda x: np.log1p(np.exp(x)), -6, 6)
unary("Elu", lambda x: np.where(x > 0, x, np.expm1(x)))
selu_alpha, selu_scale = 1.6732632423543772, 1.0507009873554805
unary("Selu", lambda x: selu_scale * np.where(x > 0, x, selu_alpha * np.expm1(x)))
unary("LeakyRelu", lambda x: np.where(x > 0, x, 0.3 * x), alpha=0.3)
unary("Step", lambda x: np.where(x > 0, 1.0, 0.25), grads=(), alpha=0.25)
unary("Step", lambda x: np.where(x > 0, 1.0, 0.0), grads=(), alpha=0)
unary("ClipByValue", lambda x: np.clip(x, -0.5, 1), clipValueMin=-0.5, clipValueMax=1)
for name, domain in {
    "Sin": (-4, 4),
    "Cos": (-4, 4),
    "Tan": (-1.2, 1.2),
    "Asin": (-0.9, 0.9),
    "Acos": (-0.9, 0.9),
    "Atan": (-4, 4),
    "Sinh": (-2, 2),
    "Cosh": (-2, 2),
    "Asinh": (-3, 3),
    "Acosh": (1.2, 4),
    "Atanh": (-0.9, 0.9),
}.items():
    unary(name, getattr(np, name.lower().replace("asin", "arcsin").replace("acos", "arccos").replace("atan", "arctan")), *domain)
unary("Erf", erf)
for name, test in {"IsNan": np.isnan, "IsInf": np.isinf, "IsFinite": np.isfinite}.items():
    unary(name, test, grads=())
left, right = [3, 4, 5], [5]
prelu = lambda x, alpha: np.where(x > 0, x, alpha * x)
case("Prelu", {"x": f(left), "alpha": f(right, 0.1, 0.5)}, {}, prelu, True)
case("Prelu", {"x": f([2, 3, 3, 4]), "alpha": f([3, 3, 4], 0.1, 0.5)}, {}, prelu, True)
case("EluGrad", {"dy": f([4, 5]), "y": f([4, 5], -0.9, 2)}, {}, lambda dy, y: dy * np.where(y >= 0, 1, y + 1))
case("AddN", {"0": f([3, 4]), "1": f([3, 4]), "2": f([3, 4])}, {}, lambda _0, _1, _2: _0 + _1 + _2, True)
select = lambda condition, t, e: np.where(condition, t, e)
case("Select", {"condition": bools([3, 5]), "t": f([3, 5]), "e": f([3, 5])}, {}, select, True)
case("Select", {"condition": bools([2, 5]), "t": ints([2, 5], 0, 9), "e": ints([2, 5], 0, 9)}, {}, select)
case("Cast", {"x": f([9], -5, 5)}, {"dtype": "int32"}, lambda x: np.trunc(x).astype(int))
case("Cast", {"x": f([9], -5, 5)}, {"dtype": "bool"}, lambda x: x != 0)
case("Cast", {"x": ints([9], -5, 5)}, {"dtype": "float32"}, lambda x: x.astype(float))
case("Cast", {"x": bools([9])}, {"dtype": "int32"}, lambda x: x.astype(int))

# --- shapes --------------------------------------------------------------------------------------------------------

case("Identity", {"x": f([3, 4])}, {}, lambda x: x, True)
case("ZerosLike", {"x": f([3, 4])}, {}, lambda x: x * 0)
case("OnesLike", {"x": ints([3, 4], 0, 9)}, {}, lambda x: x * 0 + 1)
case("Fill", {}, {"shape": [2, 3], "value": 2.5, "dtype": "float32"}, lambda: np.full([2, 3], 2.5))
case("Range", {}, {"start": 2, "stop": 11, "step": 2, "dtype": "int32"}, lambda: np.arange(2, 11, 2))
case("Range", {}, {"start": 1, "stop": -1, "step": -0.25, "dtype": "float32"}, lambda: np.arange(1, -1, -0.25))
case("LinSpace", {}, {"start": -1, "stop": 2, "num": 7}, lambda: np.linspace(-1, 2, 7))
case("Reshape", {"x": f([4, 6])}, {"shape": [2, 3, 4]}, lambda x: x.reshape(2, 3, 4), True)
case("Reshape", {"x": f([2, 1, 3])}, {"shape": [2, 3, 1]}, lambda x: x.reshape(2, 3, 1), True)
case("ExpandDims", {"input": f([3, 4])}, {"dim": 1}, lambda input: input[:, None], True)
for rank in (2, 3, 4, 5):
    perm = pick.sample(range(rank), rank)
    case("Transpose", {"x": f(shape(rank, 1, 3))}, {"perm": perm}, lambda x: x.transpose(perm), True)
for axis in (0, 2, 3):
    sizes = shape(4, 2, 3)
    second = [5 if i == axis else n for i, n in enumerate(sizes)]
    case(
        "Concat",
        {"0": f(sizes), "1": f(second)},
        {"axis": axis},
        lambda _0, _1: np.concatenate([_0, _1], axis),
        True,
    )
for axis in (0, 1):
    case(
        "Pack",
        {"0": f([3, 2]), "1": f([3, 2]), "2": f([3, 2])},
        {"axis": axis},
        lambda _0, _1, _2: np.stack([_0, _1, _2], axis),
        True,
    )
    case(
        "Unpack",
        {"value": f([3, 2, 4])},
        {"axis": axis},
        lambda value: [np.take(value, i, axis) for i in range(value.shape[axis])],
        True,
    )
case(
    "SplitV",
    {"x": f([2, 7])},
    {"numOrSizeSplits": [2, 4, 1], "axis": 1},
    lambda x: [x[:, :2], x[:, 2:6], x[:, 6:]],
    True,
)
case("Slice", {"x": f([4, 5, 3])}, {"begin": [1, 0, 2], "size": [2, 4, 1]}, lambda x: x[1:3, 0:4, 2:3], True)
masks = {"beginMask": 0, "endMask": 0, "ellipsisMask": 0, "newAxisMask": 0, "shrinkAxisMask": 0}
case(
    "StridedSlice",
    {"x": f([6, 7])},
    {"begin": [1, 0], "end": [6, 7], "strides": [2, 3], **masks},
    lambda x: x[1:6:2, 0:7:3],
)
case(
    "StridedSlice",
    {"x": f([6, 7])},
    {"begin": [5, 2], "end": [0, 3], "strides": [-2, 1], **masks, "endMask": 1, "shrinkAxisMask": 2},
    lambda x: x[5::-2, 2],
)
for dims in ([0], [1, 3], [3]):
    case("Reverse", {"x": f([2, 3, 2, 4])}, {"dims": dims}, lambda x: np.flip(x, dims), True)
case("FlipLeftRight", {"image": f([1, 3, 4, 2])}, {}, lambda image: image[:, :, ::-1])
pads = [[1, 2], [0, 0], [0, 3]]
case(
    "PadV2", {"x": f([2, 3, 2])}, {"paddings": pads, "constantValue": 0.5}, lambda x: np.pad(x, pads, constant_values=0.5), True
)
for mode in ("reflect", "symmetric"):
    # TensorFlow.js's gradient leaves out what the mirror adds
    case("MirrorPad", {"x": f([3, 4])}, {"paddings": [[2, 1], [0, 3]], "mode": mode}, lambda x: np.pad(x, [[2, 1], [0, 3]], mode))
case("Tile", {"x": f([2, 3])}, {"reps": [2, 3]}, lambda x: np.tile(x, [2, 3]), True)
case("Tile", {"x": f([1, 3, 1])}, {"reps": [4, 1, 2]}, lambda x: np.tile(x, [4, 1, 2]), True)


def space_to_batch(x, block, paddings):
    x = np.pad(x, [[0, 0], *paddings, [0, 0]])
    return np.concatenate([x[:, i :: block[0], j :: block[1]] for i in range(block[0]) for j in range(block[1])])


def batch_to_space(x, block, crops):
    n = x.shape[0] // (block[0] * block[1])
    y = np.zeros([n, x.shape[1] * block[0], x.shape[2] * block[1], x.shape[3]])
    for i in range(block[0]):
        for j in range(block[1]):
            k = i * block[1] + j
            y[:, i :: block[0], j :: block[1]] = x[k * n : (k + 1) * n]
    (top, bottom), (left, right) = crops
    return y[:, top : y.shape[1] - bottom, left : y.shape[2] - right]


case(
    "SpaceToBatchND",
    {"x": f([2, 5, 4, 2])},
    {"blockShape": [2, 3], "paddings": [[1, 0], [1, 1]]},
    lambda x: space_to_batch(x, [2, 3], [[1, 0], [1, 1]]),
    True,
)
case(
    "BatchToSpaceND",
    {"x": f([12, 3, 2, 2])},
    {"blockShape": [2, 3], "crops": [[1, 0], [1, 1]]},
    lambda x: batch_to_space(x, [2, 3], [[1, 0], [1, 1]]),
    True,
)
case(
    "DepthToSpace",
    {"x": f([2, 3, 2, 8])},
    {"blockSize": 2, "dataFormat": "NHWC"},
    lambda x: x.reshape(2, 3, 2, 2, 2, 2).transpose(0, 1, 3, 2, 4, 5).reshape(2, 6, 4, 2),
)
for axis in (0, 1, 2):
    case(
        "GatherV2",
        {"x": f([4, 3, 5]), "indices": ints([2, 3], 0, 3)},
        {"axis": axis, "batchDims": 0},
        lambda x, indices: np.take(x, indices, axis),
        ["x"],
    )
case(
    "GatherNd", {"params": f([3, 3, 4]), "indices": ints([5, 2], 0, 3)}, {}, lambda params, indices: params[indices[:, 0], indices[:, 1]]
)


def segment_sum(x, segmentIds, count):
    y = np.zeros([count, *x.shape[1:]])
    np.add.at(y, segmentIds, x)
    return y


case(
    "UnsortedSegmentSum",
    {"x": f([7, 3]), "segmentIds": ints([7], 0, 4)},
    {"numSegments": 4},
    lambda x, segmentIds: segment_sum(x, segmentIds, 4),
    ["x"],
)


def top(x, k):
    order = np.argsort(-x, axis=-1, kind="stable")[..., :k]
    return [np.take_along_axis(x, order, -1), order]


case("TopK", {"x": f([3, 6])}, {"k": 4, "sorted": True}, lambda x: top(x, 4))
case("Cumsum", {"x": f([3, 5])}, {"axis": 1, "exclusive": False, "reverse": False}, lambda x: np.cumsum(x, 1), True)
case("Cumsum", {"x": f([4, 3])}, {"axis": 0, "exclusive": False, "reverse": True}, lambda x: np.cumsum(x[::-1], 0)[::-1])
case("Cumsum", {"x": f([3, 5])}, {"axis": 1, "exclusive": True, "reverse": False}, lambda x: np.cumsum(x, 1) - x, True)
packed = {"0": f([3, 4]), "1": f([2, 1, 2, 3])}
case("FacesegPack", packed, {}, lambda _0, _1: np.concatenate([_0.ravel(), _1.ravel()]))
case(
    "FacesegUnpack",
    {"flat": f([18])},
    {"shapes": [[3, 2], [2, 3, 2]]},
    lambda flat: [flat[:6].reshape(3, 2), flat[6:].reshape(2, 3, 2)],
)

# --- reductions ----------------------------------------------------------------------------------------------------

for name, fn, attribute, grads in [
    ("Sum", np.sum, "axis", True),
    ("Mean", np.mean, "axis", True),
    ("Max", np.max, "reductionIndices", True),
    ("Min", np.min, "axis", True),
    ("Prod", np.prod, "axis", ()),  # TensorFlow.js's gradient needs Cumprod
]:
    for axes, keep in [([0], False), ([1, 2], True), ([0, 1, 2, 3], False)]:
        case(
            name,
            {"x": f(shape(4, 2, 3))},
            {attribute: axes, "keepDims": keep},
            lambda x: fn(x, axis=tuple(axes), keepdims=keep),
            grads,
        )
case("Sum", {"x": bools([3, 4])}, {"axis": [1], "keepDims": False}, lambda x: x.sum(1))
for name, fn in [("Any", np.any), ("All", np.all)]:
    case(name, {"x": bools([4, 3])}, {"axis": [1], "keepDims": False}, lambda x: fn(x, 1))
    case(name, {"x": bools([2, 3, 2])}, {"axis": [0, 2], "keepDims": True}, lambda x: fn(x, (0, 2), keepdims=True))
for name, fn in [("ArgMax", np.argmax), ("ArgMin", np.argmin)]:
    for axis in (1, 3):
        case(name, {"x": f(shape(4))}, {"axis": axis}, lambda x: fn(x, axis))

# --- products ------------------------------------------------------------------------------------------------------


def product(a, b, transposeA, transposeB):
    return (np.swapaxes(a, -1, -2) if transposeA else a) @ (np.swapaxes(b, -1, -2) if transposeB else b)


for ta in (False, True):
    for tb in (False, True):
        n, k, m = shape(3)
        a, b = ([2, k, n] if ta else [2, n, k]), ([2, m, k] if tb else [2, k, m])
        attrs = {"transposeA": ta, "transposeB": tb}
        case("BatchMatMul", {"a": f(a), "b": f(b)}, attrs, lambda a, b: product(a, b, ta, tb), True)
plain = {"transposeA": False, "transposeB": False}
activations = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "sigmoid": sigmoid,
    "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "leakyrelu": lambda x: np.where(x > 0, x, 0.3 * x),
}
for activation, act in activations.items():
    case(
        "_FusedMatMul",
        {"a": f([3, 4]), "b": f([4, 5]), "bias": f([5])},
        {**plain, "activation": activation, "leakyreluAlpha": 0.3},
        lambda a, b, bias: act(a @ b + bias),
    )

# --- convolutions --------------------------------------------------------------------------------------------------


def geometry(n, k, stride, dilation, pad):
    """Output size and the padding before and after."""
    reach = (k - 1) * dilation + 1
    if pad == "valid":
        return (n - reach) // stride + 1, 0, 0
    if pad == "same":
        out = -(-n // stride)
        total = max((out - 1) * stride + reach - n, 0)
        return out, total // 2, total - total // 2
    return (n + 2 * pad - reach) // stride + 1, pad, pad


def windows(x, kernel, strides, dilations, pad, fill=0.0):
    """[batch, height, width, kernel height, kernel width, channels]"""
    (oh, top, bottom), (ow, left, right) = (
        geometry(x.shape[i + 1], kernel[i], strides[i], dilations[i], pad) for i in (0, 1)
    )
    x = np.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]], constant_values=fill)
    rows = np.arange(oh)[:, None] * strides[0] + np.arange(kernel[0]) * dilations[0]
    columns = np.arange(ow)[:, None] * strides[1] + np.arange(kernel[1]) * dilations[1]
    return x[:, rows[:, None, :, None], columns[None, :, None, :]]


def conv(x, filter, strides, dilations, pad):
    return np.einsum("nhwijc,ijco->nhwo", windows(x, filter.shape, strides, dilations, pad), filter)


def depthwise(x, filter, strides, dilations, pad):
    y = np.einsum("nhwijc,ijcm->nhwcm", windows(x, filter.shape, strides, dilations, pad), filter)
    return y.reshape(*y.shape[:3], -1)


kinds = {"dense": ("Conv2D", conv), "depthwise": ("DepthwiseConv2dNative", depthwise)}
fused = {"dense": "FusedConv2D", "depthwise": "FusedDepthwiseConv2D"}


def convolutions(kind, x, filter, strides, dilations, pad):
    """The kernel, and the kernels of its gradients against differences of its definition."""
    name, fn = kinds[kind]
    attrs = {"strides": strides, "pad": pad, "dataFormat": "NHWC", "dilations": dilations, "dimRoundingMode": None}
    run = lambda x, filter: fn(x, filter, strides, dilations, pad)
    if dilations == [1, 1]:
        case(name, {"x": f(x), "filter": f(filter, -1, 1)}, attrs, run, True)
    else:
        case(name, {"x": f(x), "filter": f(filter, -1, 1)}, attrs, run)
    out = run(np.zeros(x), np.zeros(filter)).shape

    def of_input(dy, filter):
        total = lambda x: [np.asarray(projected_with(run(x, filter), dy))]
        return gradient_of(total, np.zeros(x))

    case(f"{name}BackpropInput", {"dy": f(out), "filter": f(filter, -1, 1)}, {**attrs, "inputShape": x}, of_input)
    filter_gradient(kind, x, filter, strides, dilations, pad)


def filter_gradient(kind, x, filter, strides, dilations, pad):
    name, fn = kinds[kind]
    attrs = {"strides": strides, "pad": pad, "dataFormat": "NHWC", "dilations": dilations, "dimRoundingMode": None}
    run = lambda x, filter: fn(x, filter, strides, dilations, pad)
    out = run(np.zeros(x), np.zeros(filter)).shape

    def of_filter(x, dy):
        total = lambda filter: [np.asarray(projected_with(run(x, filter), dy))]
        return gradient_of(total, np.zeros(filter))

    case(f"{name}BackpropFilter", {"x": f(x), "dy": f(out)}, {**attrs, "filterShape": filter}, of_filter)


def projected_with(y, dy):
    return float(np.sum(y * dy))


def gradient_of(fn, at):
    """Convolutions are linear: differences of any size are exact."""
    gradient = np.zeros(at.shape)
    for i in np.ndindex(at.shape):
        unit = np.zeros(at.shape)
        unit[i] = 1
        gradient[i] = fn(unit)[0]
    return gradient


convolutions("dense", [2, 5, 4, 3], [3, 3, 3, 2], [1, 1], [1, 1], "same")
convolutions("dense", [1, 6, 5, 2], [3, 2, 2, 4], [1, 1], [1, 1], "valid")
convolutions("dense", [1, 6, 7, 2], [3, 3, 2, 3], [2, 2], [1, 1], "same")
convolutions("dense", [2, 3, 4, 4], [1, 1, 4, 3], [1, 1], [1, 1], "same")
convolutions("dense", [1, 5, 6, 2], [1, 1, 2, 3], [2, 2], [1, 1], "same")
convolutions("dense", [1, 7, 6, 2], [3, 3, 2, 2], [1, 1], [2, 2], "same")
convolutions("dense", [1, 7, 8, 2], [2, 3, 2, 2], [1, 1], [3, 2], "valid")
convolutions("dense", [1, 5, 5, 2], [3, 3, 2, 2], [1, 1], [1, 1], 2)
convolutions("dense", [1, 4, 6, 4], [3, 3, 4, 16], [2, 2], [1, 1], "same")
convolutions("dense", [2, 4, 2, 4], [4, 2, 4, 16], [2, 1], [1, 1], "same")
convolutions("dense", [1, 3, 6, 8], [5, 2, 8, 16], [1, 3], [1, 1], "same")
convolutions("depthwise", [2, 5, 4, 3], [3, 3, 3, 1], [1, 1], [1, 1], "same")
convolutions("depthwise", [1, 6, 7, 4], [3, 3, 4, 1], [2, 2], [1, 1], "same")
convolutions("depthwise", [2, 4, 6, 20], [3, 3, 20, 1], [2, 2], [1, 1], "same")
convolutions("depthwise", [2, 5, 4, 3], [3, 3, 3, 2], [1, 1], [1, 1], "same")
convolutions("depthwise", [1, 6, 5, 2], [3, 2, 2, 3], [2, 2], [1, 1], "valid")
convolutions("depthwise", [1, 7, 6, 4], [3, 3, 4, 1], [1, 1], [2, 2], "same")
convolutions("depthwise", [1, 7, 6, 2], [3, 3, 2, 2], [1, 1], [2, 3], "same")
for kind, (_, fn) in kinds.items():
    for activation, act in activations.items():
        outputs = 3 if kind == "dense" else 2 * 2
        case(
            fused[kind],
            {"x": f([1, 4, 5, 2]), "filter": f([3, 3, 2, outputs if kind == "dense" else 2], -1, 1), "bias": f([outputs])},
            {
                "strides": [1, 1],
                "pad": "same",
                "dataFormat": "NHWC",
                "dilations": [1, 1],
                "dimRoundingMode": None,
                "activation": activation,
                "leakyreluAlpha": 0.3,
            },
            lambda x, filter, bias: act(fn(x, filter, [1, 1], [1, 1], "same") + bias),
        )
case(
    "FusedConv2D",
    {"x": f([1, 4, 5, 2]), "filter": f([3, 3, 2, 3]), "bias": f([3]), "preluActivationWeights": f([3], 0.1, 0.4)},
    {"strides": [1, 1], "pad": "same", "dataFormat": "NHWC", "dilations": [1, 1], "dimRoundingMode": None, "activation": "prelu"},
    lambda x, filter, bias, preluActivationWeights: prelu(conv(x, filter, [1, 1], [1, 1], "same") + bias, preluActivationWeights),
)

# --- pooling and resizing ------------------------------------------------------------------------------------------


def max_pool(x, size, strides, pad):
    return windows(x, size, strides, [1, 1], pad, -np.inf).max((3, 4))


def average_pool(x, size, strides, pad):
    inside = windows(np.ones(x.shape), size, strides, [1, 1], pad)
    return windows(x, size, strides, [1, 1], pad).sum((3, 4)) / inside.sum((3, 4))


for x, size_, strides, pad in [
    ([2, 4, 6, 2], [2, 2], [2, 2], "valid"),
    ([1, 5, 7, 3], [3, 3], [2, 2], "same"),
    ([1, 6, 5, 2], [3, 2], [1, 1], "valid"),
    ([1, 7, 6, 2], [3, 3], [1, 2], "same"),
]:
    attrs = {"filterSize": size_, "strides": strides, "pad": pad, "dimRoundingMode": None}
    for name, pool in [("MaxPool", max_pool), ("AvgPool", average_pool)]:
        run = lambda x: pool(x, size_, strides, pad)
        case(name, {"x": f(x)}, attrs, run, True if name == "MaxPool" else ())  # tfjs's own counts the padding
        out = run(np.zeros(x)).shape

        def gradient(dy, input, output=None):
            return differences(lambda input: [np.asarray(projected_with(run(input), dy))], {"input": input}, "input")

        inputs = {"dy": f(out), "input": f(x)}
        if name == "MaxPool":
            inputs["output"] = f(out)
        case(f"{name}Grad", inputs, attrs, gradient)


def positions(inputs, outputs, align, half):
    scale = (inputs - 1) / (outputs - 1) if align and outputs > 1 else inputs / outputs
    return (np.arange(outputs) + 0.5) * scale if half else np.arange(outputs) * scale


def nearest(x, size, align, half):
    index = []
    for axis in (0, 1):
        at = positions(x.shape[axis + 1], size[axis], align, half)
        at = np.floor(at + 0.5) if align else np.floor(at)
        index.append(np.minimum(at.astype(int), x.shape[axis + 1] - 1))
    return x[:, index[0]][:, :, index[1]]


def bilinear(x, size, align, half):
    for axis in (1, 2):
        n = x.shape[axis]
        at = np.maximum(positions(n, size[axis - 1], align, half) - (0.5 if half else 0), 0)
        low = np.minimum(np.floor(at).astype(int), n - 1)
        weight = (at - low).reshape([-1 if i == axis else 1 for i in range(4)])
        x = np.take(x, low, axis) * (1 - weight) + np.take(x, np.minimum(low + 1, n - 1), axis) * weight
    return x


for x, size_ in [([2, 3, 4, 2], [6, 8]), ([1, 4, 3, 2], [7, 5]), ([1, 5, 6, 2], [3, 2])]:
    for align, half in [(False, False), (True, False), (False, True)]:
        for name, fn in [("ResizeNearestNeighbor", nearest), ("ResizeBilinear", bilinear)]:
            attrs = {"alignCorners": align, "halfPixelCenters": half, "size": size_}
            run = lambda x: fn(x, size_, align, half)
            case(name, {"images": f(x)}, attrs, lambda images: run(images), ["images"] if not half else ())
            if half:
                continue  # TensorFlow.js's gradients do not pass it on
            case(
                f"{name}Grad",
                {"images": f(x), "dy": f([x[0], *size_, x[3]])},
                attrs,
                lambda images, dy: gradient_of(lambda unit: [np.asarray(projected_with(run(unit), dy))], np.zeros(images.shape)),
            )

# --- normalization and classes -------------------------------------------------------------------------------------


def normalized(x, mean, variance, scale, offset, epsilon=1e-3):
    return (x - mean) / np.sqrt(variance + epsilon) * scale + offset


for sizes in ([2, 3, 4, 3], [5, 1, 1, 4]):
    c = [sizes[-1]]
    case(
        "FusedBatchNorm",
        {"x": f(sizes), "mean": f(c), "variance": f(c, 0.5, 2), "scale": f(c), "offset": f(c)},
        {"varianceEpsilon": 1e-3},
        normalized,
        True,
    )


def trained(x, gamma, beta, epsilon=1e-3):
    mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
    return [normalized(x, mean, variance, gamma, beta, epsilon), mean, variance]


case("FacesegBatchNormTrain", {"x": f([2, 4, 3, 3]), "gamma": f([3]), "beta": f([3])}, {"epsilon": 1e-3}, trained)
sizes = [2, 4, 3, 3]
x_spec = f(sizes)
x_values = values(x_spec)


def trained_gradient(dy, x, gamma, mean, variance):
    arrays = {"x": x, "gamma": gamma, "beta": np.zeros(3)}
    total = lambda **xs: [np.asarray(projected_with(trained(**xs)[0], dy))]
    return [differences(total, arrays, name) for name in ("x", "gamma", "beta")]


# The kernel is given the statistics of x: x is the same numbers in both inputs.
cases.append(
    {
        "kernel": "FacesegBatchNormTrainGrad",
        "inputs": {
            "dy": f(sizes),
            "x": x_spec,
            "gamma": f([3]),
            "mean": {"shape": [3], "values": numbers(x_values.mean((0, 1, 2)))},
            "variance": {"shape": [3], "values": numbers(x_values.var((0, 1, 2)))},
        },
        "attrs": {"epsilon": 1e-3},
        "gradients": {},
    }
)
given = cases[-1]["inputs"]
cases[-1]["outputs"] = [
    {"shape": list(o.shape), "values": numbers(o)}
    for o in trained_gradient(values(given["dy"]), x_values, values(given["gamma"]), None, None)
]


def softmax(logits):
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


for sizes in ([3, 5], [1, 3, 2, 4]):
    case("Softmax", {"logits": f(sizes)}, {"dim": len(sizes) - 1}, softmax, True)
    case("LogSoftmax", {"logits": f(sizes)}, {"axis": -1}, lambda logits: np.log(softmax(logits)), True)
for sizes in ([5], [2, 3, 2]):
    case(
        "OneHot",
        {"indices": ints(sizes, 0, 4)},
        {"depth": 4, "onValue": 2, "offValue": -1, "dtype": "float32"},
        lambda indices: np.where(np.arange(4) == indices[..., None], 2.0, -1.0),
    )

# --- dropout masks -------------------------------------------------------------------------------------------------

M32 = 0xFFFFFFFF


def mixed(x):
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x = ((x ^ (x >> shift)) * factor) & M32
    return x ^ (x >> 16)


def mask(seed, shape, rate, stream):
    key = mixed((mixed(int(seed) & M32) + stream) & M32)
    bits = [mixed((mixed(i) + key) & M32) >> 8 for i in range(int(np.prod(shape)))]
    kept = np.array(bits) >= np.float32(rate * 2**24)
    return (kept / (1 - rate)).reshape(shape)


for sizes, rate, stream in [([2, 3, 4, 2], 0.5, 0), ([40], 0.2, 3), ([5, 6], 0.9, 77)]:
    attrs = {"shape": sizes, "rate": rate, "stream": stream}
    case("FacesegDropoutMask", {"seed": ints([], -1000, 1000)}, attrs, lambda seed: mask(seed, sizes, rate, stream))

# --- convolutions whose filters are larger than their images -------------------------------------------------------

convolutions("dense", [3, 1, 2, 8], [3, 3, 8, 16], [1, 1], [1, 1], "same")
convolutions("dense", [2, 1, 1, 8], [1, 1, 8, 16], [1, 1], [1, 1], "same")
convolutions("dense", [2, 2, 4, 8], [2, 2, 8, 16], [2, 2], [1, 1], "same")
convolutions("dense", [2, 2, 3, 8], [2, 2, 8, 16], [1, 1], [2, 2], "same")

# Images as wide as blocks of columns: one strip of rows, several, one row of the filter, strides, dy smaller than x.
filter_gradient("dense", [2, 6, 16, 5], [3, 3, 5, 4], [1, 1], [1, 1], "same")
filter_gradient("dense", [2, 32, 16, 3], [3, 5, 3, 8], [1, 1], [1, 1], "same")
filter_gradient("dense", [1, 9, 32, 2], [1, 3, 2, 20], [1, 1], [1, 1], "same")
filter_gradient("dense", [2, 14, 32, 4], [3, 3, 4, 16], [2, 2], [1, 1], "same")
filter_gradient("dense", [1, 8, 32, 3], [3, 1, 3, 4], [1, 1], [1, 1], "valid")


def upsampled(x, filter):
    return conv(x.repeat(2, axis=1).repeat(2, axis=2), filter, [1, 1], [1, 1], "same")


def upsampled_convolutions(x, filter):
    """Convolutions of images upsampled by two, and their gradients."""
    name = "FacesegUpsampledConv2D"
    out = upsampled(np.zeros(x), np.zeros(filter)).shape

    def of_input(dy, filter):
        return gradient_of(lambda x: [np.asarray(projected_with(upsampled(x, filter), dy))], np.zeros(x))

    def of_filter(x, dy):
        return gradient_of(lambda filter: [np.asarray(projected_with(upsampled(x, filter), dy))], np.zeros(filter))

    case(name, {"x": f(x), "filter": f(filter, -1, 1)}, {}, upsampled)
    case(f"{name}BackpropInput", {"dy": f(out), "filter": f(filter, -1, 1)}, {}, of_input)
    case(f"{name}BackpropFilter", {"x": f(x), "dy": f(out)}, {}, of_filter)


upsampled_convolutions([2, 3, 2, 4], [3, 3, 4, 16])
upsampled_convolutions([1, 2, 3, 20], [3, 3, 20, 16])
upsampled_convolutions([1, 4, 16, 4], [3, 3, 4, 20])

with open("numpy-kernels.json", "w") as file:
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    file.write(f"[\n{lines}\n]\n")
print(len(cases), "cases of", len({c["kernel"] for c in cases}), "kernels")
