"""Small networks that have every supported layer between them. Works with Keras 2 and 3."""

import keras
from keras import Input, Model, layers

IS_KERAS_3 = keras.__version__.startswith("3")


def kinds():
    image = Input((9, 11, 3), name="image")
    x = layers.Rescaling(2.0, offset=-1)(image)
    x = layers.Conv2D(4, (3, 2), strides=(1, 2), padding="same", activation="elu", kernel_regularizer=keras.regularizers.L2(1e-4))(x)
    x = layers.LayerNormalization()(x)
    a = layers.Conv2D(4, 3, dilation_rate=2, padding="same", kernel_initializer="he_normal", activation="silu")(x)
    b = layers.SeparableConv2D(4, 3, depth_multiplier=2, padding="same", activation="gelu")(x)
    b = layers.BatchNormalization(scale=False, momentum=0.9)(b)
    c = layers.DepthwiseConv2D(3, padding="same", activation="selu")(x)
    c = layers.BatchNormalization(center=False, trainable=False)(c)
    merged = [layers.Add()([a, b, c]), layers.Multiply()([a, b]), layers.Average()([a, c]),
              layers.Maximum()([b, c]), layers.Minimum()([a, b])]
    x = layers.Concatenate()(merged)
    x = layers.Dropout(0.3)(x)
    x = layers.SpatialDropout2D(0.1)(x)
    x = layers.GaussianNoise(0.1)(layers.GaussianDropout(0.1)(x))
    gate = layers.Dense(20, activation="sigmoid")(layers.GlobalAveragePooling2D(keepdims=True)(x))
    x = layers.Multiply()([x, gate])
    ends = []
    y = layers.SeparableConv2D(3, 3, dilation_rate=2, padding="same")(layers.Conv2D(5, 1)(x))
    y = layers.LeakyReLU(0.1)(layers.ZeroPadding2D(((1, 0), (2, 1)))(y))
    ends.append(layers.UpSampling2D((3, 2), interpolation="bilinear")(y))
    y = layers.PReLU(shared_axes=[1, 2])(layers.Cropping2D(((1, 0), (0, 2)))(y))
    ends.append(layers.Resizing(5, 13)(y))
    ends.append(layers.Resizing(14, 4, interpolation="nearest")(y))
    y = layers.Conv2DTranspose(3, 4, strides=3, padding="same", activation="tanh")(y)
    ends.append(layers.MaxPooling2D(3, strides=2, padding="same")(y))
    ends.append(layers.AveragePooling2D((2, 3), padding="same")(layers.ELU()(y)))
    y = layers.Conv2DTranspose(2, 3, strides=2)(layers.AveragePooling2D(3)(y))
    ends.append(layers.Softmax()(layers.UpSampling2D(2)(y)))
    z = layers.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2, use_bias=False)(y)
    z = layers.Permute((2, 3, 1))(layers.Activation("softplus")(z))
    ends.append(layers.Reshape((-1, 4))(z))
    z = layers.Reshape((8, z.shape[1] * z.shape[2] * z.shape[3] // 8))(z)
    ends.append(layers.Dense(3, activation="softmax")(layers.Flatten()(z)))
    ends.append(layers.GlobalMaxPooling2D()(layers.Activation("softsign")(y)))
    ends.append(layers.GlobalAveragePooling2D()(layers.Activation("mish" if IS_KERAS_3 else "swish")(y)))
    ends.append(layers.GlobalMaxPooling2D(keepdims=True)(layers.Activation("relu6" if IS_KERAS_3 else "relu")(y)))
    return Model(image, ends, name="kinds")


def nested():
    """Models in models, called twice, an output of one as an output of all, a shared layer, two inputs."""
    inner_image = Input((8, 8, 3), name="inner_image")
    h = layers.Conv2D(3, 3, padding="same", name="conv")(inner_image)
    h = layers.BatchNormalization(name="bn", trainable=False)(h)
    h = layers.BatchNormalization(name="bn_2")(h)
    inner = Model(inner_image, [h, layers.ReLU(6.0, name="relu")(h)], name="inner")
    chain = keras.Sequential(
        [Input((8, 8, 3)), layers.DepthwiseConv2D(3, padding="same", name="depthwise"), layers.Conv2D(2, 1, name="conv")],
        name="chain",
    )
    tail_image = Input((8, 8, 2), name="tail_image")
    tail = Model(tail_image, layers.Conv2D(2, 3, name="tail_conv")(tail_image), name="tail")
    first, second = Input((8, 8, 3), name="first"), Input((8, 8, 3), name="second")
    shared = layers.Conv2D(3, 1, name="shared")
    a, b = shared(first), shared(second)
    p, q = inner(a)
    r, s = inner(b)
    x = layers.Concatenate(name="all")([q, r])
    x = layers.Conv2D(3, 1, name="mix")(x)
    # A model in a model as the end.
    return Model([first, second], [layers.Add(name="sum")([p, s]), tail(chain(x))], name="nested")


def chain():
    """A Sequential model whose last layer is a functional one."""
    image = Input((6, 6, 2), name="image")
    inner = Model(image, layers.Conv2D(2, 3, name="last")(image), name="inner")
    return keras.Sequential([Input((8, 8, 3)), layers.Conv2D(2, 3, name="first"), inner], name="chain")
