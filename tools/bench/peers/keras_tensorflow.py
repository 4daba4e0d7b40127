"""Times the study's networks in Keras on TensorFlow: full training steps with Adam, and inference.

The networks are those that the golden files of this project's tests were made with.
"""

import importlib.util
import os
import pathlib

import job as jobs

job = jobs.read()
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(job["threads"])
tf.config.threading.set_inter_op_parallelism_threads(job["threads"])

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "packages" / "backbones" / "test" / "golden" / "make-keras-golden.py"


def networks():
    spec = importlib.util.spec_from_file_location("golden", GOLDEN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"unet": module.unet, "pspnet": module.pspnet, "segnet": module.segnet}


size = job["size"]
if job["network"] == "pspnet" and size % 256 != 0:
    raise SystemExit(f"Keras's pspnet needs a size that is a multiple of 256, got {size}")
network = networks()[job["network"]](shape=(size, size, 3), num_classes=jobs.NUM_CLASSES)
model = keras.Model(network.input, network.get_layer("logits").output)
jobs.check_parameters(job, model.count_params())

jit = job["setting"] == "jit_compile"
model.compile(
    optimizer=keras.optimizers.Adam(1e-4),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    jit_compile=jit,
)
images, labels = jobs.noise(job)
batches = iter(tf.data.Dataset.from_tensors((images, labels)).repeat())
model.make_train_function()  # makes what model.fit calls for each batch


@tf.function(jit_compile=jit)
def predict(x):
    return tf.argmax(model(x, training=False), axis=-1, output_type=tf.int32)


x = tf.constant(images)
jobs.measure(
    job,
    train=lambda: float(model.train_function(batches)["loss"]),
    infer=lambda: predict(x).numpy(),
    version=f"{keras.__version__} on TensorFlow {tf.__version__}",
)
