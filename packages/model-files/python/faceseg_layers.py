"""
The layers of faceseg's networks that Keras 3 has no like of. Import this module, then load what `saveKeras` wrote:

    import faceseg_layers, keras
    model = keras.saving.load_model("segnet.keras")

Networks without pyramid pooling, pooling indices, auxiliary heads and VGG16's preprocessing need none of it.
"""

import keras
import numpy as np
from keras import ops


@keras.saving.register_keras_serializable("faceseg")
class AdaptiveAveragePooling(keras.layers.Layer):
    """Means over bins x bins windows, for any height and width; windows as in PyTorch's AdaptiveAvgPool2d."""

    def __init__(self, bins, **kwargs):
        super().__init__(**kwargs)
        self.bins = bins

    def call(self, x):
        _, height, width, _ = x.shape
        down = ops.einsum("ph,bhwc->bpwc", self._averages(height), x)
        return ops.einsum("qw,bpwc->bpqc", self._averages(width), down)

    def _averages(self, pixels):
        table = np.zeros((self.bins, pixels), "float32")
        for row in range(self.bins):
            first, last = row * pixels // self.bins, -(-(row + 1) * pixels // self.bins)
            table[row, first:last] = 1 / (last - first)
        return ops.convert_to_tensor(table)

    def get_config(self):
        return {**super().get_config(), "bins": self.bins}


@keras.saving.register_keras_serializable("faceseg")
class MaxPoolWithArgmax(keras.layers.Layer):
    """Max pooling 2x2: [maxima, indices]; an index is the corner of the window, 0 to 3 row by row, first of equals."""

    def call(self, x):
        _, height, width, channels = x.shape
        windows = ops.reshape(x, (-1, height // 2, 2, width // 2, 2, channels))
        corners = ops.transpose(windows, (0, 1, 3, 2, 4, 5))
        corners = ops.reshape(corners, (-1, height // 2, width // 2, 4, channels))
        return ops.max(corners, axis=3), ops.cast(ops.argmax(corners, axis=3), "float32")


@keras.saving.register_keras_serializable("faceseg")
class MaxUnpool(keras.layers.Layer):
    """[values, indices] back to twice the size: each value where its index says, zeros elsewhere."""

    def call(self, inputs):
        values, indices = inputs
        _, height, width, channels = values.shape
        corners = ops.stack([values * ops.cast(indices == i, "float32") for i in range(4)], axis=3)
        windows = ops.reshape(corners, (-1, height, width, 2, 2, channels))
        return ops.reshape(ops.transpose(windows, (0, 1, 3, 2, 4, 5)), (-1, 2 * height, 2 * width, channels))


@keras.saving.register_keras_serializable("faceseg")
class AuxiliaryLoss(keras.layers.Layer):
    """The first of [tensor, auxiliary logits]; a trainer counts the loss of the second `weight` times."""

    def __init__(self, weight, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, inputs):
        return inputs[0]

    def get_config(self):
        return {**super().get_config(), "weight": self.weight}


@keras.saving.register_keras_serializable("faceseg")
class CaffeInput(keras.layers.Layer):
    """From RGB in [0, 1] to what VGG16 expects: BGR in [0, 255], minus the means of ImageNet."""

    def call(self, x):
        return ops.flip(x, axis=-1) * 255 - ops.convert_to_tensor([103.939, 116.779, 123.68])
