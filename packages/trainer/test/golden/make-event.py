"""Writes event.hex: one event record by TensorFlow's own writer.

Run with TensorFlow 2 (made with tensorflow-cpu 2.21):
    python make-event.py
"""

import os
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf
from tensorflow.core.framework.summary_pb2 import Summary
from tensorflow.core.util.event_pb2 import Event

HERE = os.path.dirname(os.path.abspath(__file__))
values = [Summary.Value(tag="loss", simple_value=0.25), Summary.Value(tag="val_loss", simple_value=-2)]
event = Event(wall_time=1.5, step=300, summary=Summary(value=values))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "records")
    with tf.io.TFRecordWriter(path) as writer:
        writer.write(event.SerializeToString())
    with open(path, "rb") as file, open(os.path.join(HERE, "event.hex"), "w") as out:
        out.write(file.read().hex() + "\n")
