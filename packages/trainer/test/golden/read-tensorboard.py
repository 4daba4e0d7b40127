"""Prints as JSON what TensorBoard reads from a folder of event files.

Run with TensorBoard (2.21 was used):
    python read-tensorboard.py FOLDER
"""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

accumulator = EventAccumulator(sys.argv[1], size_guidance={"tensors": 0, "scalars": 0, "images": 0, "histograms": 0})
accumulator.Reload()
tags = accumulator.Tags()
read = {"scalars": {}, "images": {}, "histograms": {}}
for tag in tags["scalars"]:
    read["scalars"][tag] = [[e.step, e.value] for e in accumulator.Scalars(tag)]
for tag in tags["tensors"]:
    read["scalars"][tag] = [[e.step, float(tensor_util.make_ndarray(e.tensor_proto))] for e in accumulator.Tensors(tag)]
for tag in tags["images"]:
    images = accumulator.Images(tag)
    read["images"][tag] = [[e.step, e.width, e.height, len(e.encoded_image_string)] for e in images]
for tag in tags["histograms"]:
    read["histograms"][tag] = [
        [e.step, h.min, h.max, h.num, h.sum, h.sum_squares, list(h.bucket_limit), list(h.bucket)]
        for e in accumulator.Histograms(tag)
        for h in [e.histogram_value]
    ]
json.dump(read, sys.stdout)
