"""Writes keras-training.json: 20 training steps of a small network in Keras, from given weights on given batches.

Run: python make-keras-training.py (needs keras and tensorflow)
"""

import json
import math
import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

size, classes, batch, steps, rate = 16, 4, 2, 20, 1e-3


def numbers(seed, count):
    """The numbers that keras-training.test.ts makes too."""
    return [math.sin(i * 0.71 + seed * 1.37 + 2 * math.sin(i * 0.113 + seed)) for i in range(count)]


def conv(name, filters, kernel, strides=1, bias=False):
    return layers.Conv2D(filters, kernel, strides, padding="same", use_bias=bias, name=name)


def norm(name):
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-3, name=name)


image = layers.Input([size, size, 3])
half = layers.ReLU(6)(norm("norm1")(conv("conv1", 8, 3, 2)(image)))
deep = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(half)
deep = layers.ReLU(6)(norm("norm2")(deep))
pooled = layers.MaxPooling2D(2)(conv("expand", 12, 1, bias=True)(deep))
up = layers.Conv2DTranspose(6, 2, 2, padding="same", name="up")(pooled)
joined = layers.Concatenate()([up, half])
mixed = layers.ReLU()(norm("norm3")(conv("mix", 8, 3)(joined)))
full = layers.UpSampling2D(2, interpolation="nearest")(mixed)
logits = conv("logits", classes, 3, bias=True)(full)
model = keras.Model(image, logits)

for i, variable in enumerate(model.trainable_variables):
    values = np.reshape(numbers(i + 1, int(np.prod(variable.shape))), variable.shape)
    if variable.path.endswith("gamma"):
        values = 1 + 0.1 * values
    elif variable.path.endswith(("beta", "bias")):
        values = 0.1 * values
    else:
        values = 0.3 * values
    variable.assign(values)

optimizer = keras.optimizers.Adam(rate)
losses = []
for step in range(steps):
    x = 0.5 + 0.5 * np.reshape(numbers(100 + step, batch * size * size * 3), [batch, size, size, 3])
    noise = np.reshape(numbers(200 + step, batch * size * size), [batch, size, size])
    labels = np.minimum(classes, np.floor((noise + 1) * 2.25)).astype(int)  # id 4 is ignored
    counted = (labels < classes).astype(np.float32)
    with tf.GradientTape() as tape:
        y = model(x.astype(np.float32), training=True)
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(np.minimum(labels, classes - 1), y)
        loss = tf.reduce_sum(each * counted) / counted.sum()
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    losses.append(float(loss))

weights = {v.path.split("/", 1)[-1] if v.path.startswith("functional") else v.path: v.numpy() for v in model.weights}
with open("keras-training.json", "w") as file:
    summary = {
        name: {"shape": list(w.shape), "mean": float(w.astype(np.float64).mean()), "values": [float(v) for v in w.ravel()[:8]]}
        for name, w in weights.items()
    }
    json.dump({"losses": losses, "trainable": [v.path for v in model.trainable_variables], "weights": summary}, file, indent=1)
    file.write("\n")
print(losses[0], losses[-1], list(weights))
