"""Writes the golden files of MobileNetV2, and of the 2025 study's networks (examples/study), in plain Keras.

    pip install keras tensorflow-cpu numpy
    python packages/backbones/test/golden/make-keras-golden.py
    npx biome check --write packages/backbones/test/golden examples/study/test/golden

For each network: every layer that has weights as [name, type, output shape, weight shapes], the parameter total and the
multiply-accumulates of one image; and for a small version, with weights from a formula that the tests repeat, some of
its outputs. Written with Keras 3.15 and TensorFlow 2.21.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers

ROOT = pathlib.Path(__file__).resolve().parents[4]
ALPHAS = [0.35, 0.5, 0.75, 1.0, 1.3, 1.4]


# --- the networks ---------------------------------------------------------------------------------------------------


def encoder(shape, alpha, last=None):
    image = layers.Input(shape, name="input")
    net = keras.applications.MobileNetV2(
        input_tensor=layers.Rescaling(2.0, -1.0, name="rescaling")(image), include_top=False, weights=None, alpha=alpha
    )
    return image, net


def scaled(width):
    return lambda filters: max(1, round(filters * width))


def bn(x, name):
    return layers.BatchNormalization(name=f"{name}_BN")(x)


def relu(x, name):
    return layers.ReLU(name=f"{name}_relu")(x)


def head(image, x, num_classes):
    x = layers.Conv2D(num_classes, 1, name="logits")(x)
    return keras.Model(image, layers.Activation("softmax", name="softmax")(x))


def unet(shape=(256, 256, 3), num_classes=11, alpha=1.0, width=1.0):
    wide = scaled(width)
    image, net = encoder(shape, alpha)
    x = net.get_layer("block_16_project").output
    skips = ["block_13_expand_relu", "block_6_expand_relu", "block_3_expand_relu", "block_1_expand_relu"]
    for stage, (f, skip) in enumerate(zip([512, 256, 128, 64], skips), 1):
        name = f"decoder_{stage}"
        x = layers.Conv2DTranspose(wide(f), 2, strides=2, padding="same", name=f"{name}_up")(x)
        x = layers.Concatenate(name=f"{name}_concat")([x, net.get_layer(skip).output])
        for i in (1, 2):
            x = layers.Conv2D(wide(f), 3, padding="same", name=f"{name}_conv{i}")(x)
            x = relu(bn(x, f"{name}_conv{i}"), f"{name}_conv{i}")
    x = layers.UpSampling2D(2, interpolation="nearest", name="head_up")(x)
    return head(image, x, num_classes)


def pspnet(shape=(256, 256, 3), num_classes=11, alpha=1.0, width=1.0):
    wide = scaled(width)
    image, net = encoder(shape, alpha)
    bridge = net.get_layer("block_16_project").output

    def conv_bn_relu(x, f, size, name, use_bias=False):
        x = layers.Conv2D(wide(f), size, padding="same", use_bias=use_bias, name=name)(x)
        return relu(bn(x, name), name)

    branches = []
    for p in (8, 4, 2, 1):
        name = f"pyramid_{8 // p}"
        x = layers.AveragePooling2D(p, strides=p, padding="same", name=f"{name}_pool")(bridge)
        x = conv_bn_relu(x, 256, 1, f"{name}_conv")
        branches.append(layers.UpSampling2D(p, interpolation="nearest", name=f"{name}_up")(x))
    x = layers.Concatenate(name="pyramid_concat")([bridge, *branches])
    x = conv_bn_relu(x, 512, 3, "decoder_conv")
    for stage, f in enumerate([256, 256, 128, 128, 64], 1):
        name = f"decoder_{stage}_up"
        x = layers.Conv2DTranspose(wide(f), 3, strides=2, padding="same", name=name)(x)
        x = relu(bn(x, name), name)
    x = conv_bn_relu(x, 64, 3, "head_conv", use_bias=True)
    return head(image, x, num_classes)


def segnet(shape=(256, 256, 3), num_classes=11, width=1.0):
    wide = scaled(width)

    def block(x, f, name):
        for i in (1, 2):
            x = layers.Conv2D(wide(f), 3, padding="same", name=f"{name}_conv{i}")(x)
            x = relu(x, f"{name}_conv{i}")
            x = bn(x, f"{name}_conv{i}")
        return x

    x = image = layers.Input(shape, name="input")
    skips = []
    for stage, f in enumerate([64, 128, 256, 512, 512], 1):
        x = block(x, f, f"encoder_{stage}")
        skips.append(x)
        x = layers.MaxPooling2D(2, name=f"encoder_{stage}_pool")(x)
    for stage, f in enumerate([512, 512, 256, 128, 64], 1):
        x = layers.UpSampling2D(2, interpolation="nearest", name=f"decoder_{stage}_up")(x)
        x = layers.Concatenate(name=f"decoder_{stage}_concat")([x, skips[-stage]])
        x = block(x, f, f"decoder_{stage}")
    return head(image, x, num_classes)


# --- what is written down -------------------------------------------------------------------------------------------


def macs(layer):
    if isinstance(layer, layers.Conv2DTranspose):
        return int(np.prod(layer.input.shape[1:3])) * int(np.prod(layer.kernel.shape))
    if isinstance(layer, (layers.Conv2D, layers.DepthwiseConv2D)):
        return int(np.prod(layer.output.shape[1:3])) * int(np.prod(layer.kernel.shape))
    return 0


def text(shape):
    return "x".join(str(side) for side in shape)


def describe(model):
    return {
        "layers": [
            [l.name, type(l).__name__, text(l.output.shape[1:]), " ".join(text(w.shape) for w in l.weights)]
            for l in model.layers
            if l.weights
        ],
        "parameters": model.count_params(),
        "macs": sum(macs(l) for l in model.layers),
    }


def noise(seed, size):
    """Numbers in [0, 1) that another language can repeat."""
    x = np.sin(12.9898 * np.arange(1, size + 1, dtype=np.float64) + 78.233 * seed) * 43758.5453
    return x - np.floor(x)


def weight(seed, shape, index, count):
    x = noise(seed, int(np.prod(shape)))
    if len(shape) == 4:  # kernels: uniform, variance 2 / fan in
        fan_in = shape[0] * shape[1] * (1 if shape[3] == 1 else shape[2])
        return ((2 * x - 1) * np.sqrt(6 / fan_in)).reshape(shape)
    scale = count == 4 and index in (0, 3)  # gamma and moving variance, against beta, moving mean and bias
    return (1 if scale else 0) + 0.4 * (x - 0.5)


def sample(model, output):
    """200 values of `output` for one image, with all weights from the formula."""
    seed = 0
    for layer in model.layers:
        values = []
        for index, w in enumerate(layer.weights):
            seed += 1
            values.append(weight(seed, tuple(w.shape), index, len(layer.weights)))
        layer.set_weights(values)
    shape = model.input.shape[1:]
    image = noise(0, int(np.prod(shape))).reshape(1, *shape).astype(np.float32)
    y = keras.Model(model.input, model.get_layer(output).output).predict(image, verbose=0).reshape(-1)
    return [round(float(y[i * 7919 % y.size]), 5) for i in range(200)]


def rows(items, indent):
    pad = " " * indent
    return "[\n" + ",\n".join(pad + json.dumps(item) for item in items) + f"\n{pad[:-2]}]"


def write(folder, name, entries):
    """One entry a line, one layer a line."""
    path = ROOT / folder / "test" / "golden" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = [f'  "{key}": ' + (rows(v, 4) if key == "layers" else json.dumps(v)) for key, v in entries.items()]
    path.write_text("{\n" + ",\n".join(body) + "\n}\n")


def with_sample(build, **small):
    keras.utils.clear_session()
    return {**describe(build()), "sample": {**small, "logits": sample(build(**small), "logits")}}


def mobilenet_v2(alpha):
    image, net = encoder((64, 64, 3), alpha)
    return keras.Model(image, net.output)


if __name__ == "__main__":
    write("examples/study", "keras-unet.json", with_sample(unet, shape=(64, 96, 3), num_classes=4, alpha=0.35, width=0.125))
    write("examples/study", "keras-pspnet.json", with_sample(pspnet, shape=(256, 256, 3), num_classes=4, alpha=0.35, width=0.0625))
    write("examples/study", "keras-segnet.json", with_sample(segnet, shape=(64, 96, 3), num_classes=4, width=0.125))
    for alpha in ALPHAS:
        keras.utils.clear_session()
        model = mobilenet_v2(alpha)
        golden = describe(model)
        if alpha == 0.35:
            golden["sample"] = {"shape": [64, 64, 3], "alpha": alpha, "out_relu": sample(model, "out_relu")}
        write("packages/backbones", f"keras-mobilenet-v2-{alpha:g}.json", golden)
