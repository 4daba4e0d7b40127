"""The three networks of the study in Keras: as they were, or narrow. Works with Keras 2 and 3."""

from keras import Input, Model, layers


def divisible(v):
    new = max(8, int(v + 4) // 8 * 8)
    return new + 8 if new < 0.9 * v else new


# t, channels, repeats, stride
ROWS = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def mobilenet_v2(x, narrow):
    """MobileNetV2 the way of keras.applications, up to block_16_project; returns the skips and the bridge."""
    rows = [(min(t, 2), max(2, c // 40), 1, s) for t, c, _, s in ROWS] if narrow else ROWS
    first = 3 if narrow else 32
    x = layers.Conv2D(first, 3, strides=2, padding="same", use_bias=False, name="Conv1")(x)
    x = layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name="bn_Conv1")(x)
    x = layers.ReLU(6.0, name="Conv1_relu")(x)
    skips, block, inputs = [], 0, first
    for t, channels, repeats, stride in rows:
        for repeat in range(repeats):
            s = stride if repeat == 0 else 1
            p = f"block_{block}_" if block else "expanded_conv_"
            y = x
            if block:
                y = layers.Conv2D(t * inputs, 1, use_bias=False, name=p + "expand")(y)
                y = layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=p + "expand_BN")(y)
                y = layers.ReLU(6.0, name=p + "expand_relu")(y)
            if s == 2:
                skips.append(y)
                y = layers.ZeroPadding2D(((0, 1), (0, 1)), name=p + "pad")(y)
            y = layers.DepthwiseConv2D(
                3, strides=s, padding="same" if s == 1 else "valid", use_bias=False, name=p + "depthwise"
            )(y)
            y = layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=p + "depthwise_BN")(y)
            y = layers.ReLU(6.0, name=p + "depthwise_relu")(y)
            y = layers.Conv2D(channels, 1, use_bias=False, name=p + "project")(y)
            if (t, channels, repeats, stride) == rows[-1] and block > 4:
                bridge = y
            y = layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=p + "project_BN")(y)
            if s == 1 and inputs == channels:
                y = layers.Add(name=p + "add")([x, y])
            x, inputs, block = y, channels, block + 1
    return skips, bridge


def conv_bn_relu(x, filters, size=3, **kwargs):
    x = layers.Conv2D(filters, size, padding="same", **kwargs)(x)
    return layers.Activation("relu")(layers.BatchNormalization()(x))


def unet(size=256, narrow=False):
    image = Input((size, size, 3), name="image")
    skips, x = mobilenet_v2(image, narrow)
    for filters, skip in zip([4, 3, 3, 2] if narrow else [512, 256, 128, 64], reversed(skips)):
        x = layers.Conv2DTranspose(filters, 2, strides=2, padding="same")(x)
        x = layers.Concatenate()([x, skip])
        x = conv_bn_relu(conv_bn_relu(x, filters), filters)
    x = layers.UpSampling2D(2)(x)
    return Model(image, layers.Conv2D(11, 1, activation="softmax", dtype="float32")(x), name="unet")


def pspnet(size=256, narrow=False):
    image = Input((size, size, 3), name="image")
    _, x = mobilenet_v2(image, narrow)
    branches = [x]
    for pool in [size // 32 // d for d in (1, 2, 4, 8) if size // 32 // d]:
        y = layers.AveragePooling2D(pool, strides=pool, padding="same")(x)
        y = conv_bn_relu(y, 3 if narrow else 256, 1, use_bias=False)
        branches.append(layers.UpSampling2D(pool)(y))
    x = conv_bn_relu(layers.Concatenate()(branches), 4 if narrow else 512, use_bias=False)
    for filters in [3, 3, 2, 2, 2] if narrow else [256, 256, 128, 128, 64]:
        x = layers.Conv2DTranspose(filters, 3, strides=2, padding="same")(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    x = conv_bn_relu(x, 3 if narrow else 64)
    return Model(image, layers.Conv2D(11, 1, activation="softmax", dtype="float32")(x), name="pspnet")


def segnet(size=256, narrow=False):
    image = Input((size, size, 3), name="image")
    x, skips = image, []

    def two(x, filters):
        for _ in range(2):
            x = layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", activation="relu")(x))
        return x

    widths = [2, 2, 3, 3, 4] if narrow else [64, 128, 256, 512, 512]
    for filters in widths:
        x = two(x, filters)
        skips.append(x)
        x = layers.MaxPooling2D(2)(x)
    for filters, skip in zip(reversed(widths), reversed(skips)):
        x = two(layers.Concatenate()([layers.UpSampling2D(2)(x), skip]), filters)
    return Model(image, layers.Conv2D(11, 1, activation="softmax", dtype="float32")(x), name="segnet")


NETWORKS = {"unet": unet, "pspnet": pspnet, "segnet": segnet}
