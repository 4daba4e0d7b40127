"""
Notes in hugging-face.json what image processors of Transformers make of one pixel, with the preprocessor_config.json of
each. Needs transformers, torch, pillow and numpy.
"""

import json
import pathlib

import numpy as np
from transformers import MobileViTImageProcessor, SegformerImageProcessor

pixel = [200, 30, 101]
image = np.full((8, 8, 3), pixel, dtype="uint8")
small = {"height": 8, "width": 8}
processors = [
    SegformerImageProcessor(size=small),
    SegformerImageProcessor(size=small, image_mean=[0.5, 0.4, 0.3], image_std=[0.5, 0.25, 0.2]),
    SegformerImageProcessor(size=small, do_rescale=False, image_mean=[128, 127, 126], image_std=[60, 50, 40]),
    SegformerImageProcessor(size=small, do_normalize=False),
    SegformerImageProcessor(size=small, rescale_factor=1 / 127.5, image_mean=[1.0, 1.0, 1.0], image_std=[1.0, 1.0, 1.0]),
    SegformerImageProcessor(size=small, do_rescale=False, do_normalize=False),
    MobileViTImageProcessor(size={"shortest_edge": 8}, crop_size=small),
]
cases = []
for processor in processors:
    values = processor(images=image, return_tensors="np")["pixel_values"][0, :, 0, 0]
    cases.append({"settings": json.loads(processor.to_json_string()), "values": [float(v) for v in values]})
file = pathlib.Path(__file__).parent / "hugging-face.json"
file.write_text(json.dumps({"pixel": pixel, "cases": cases}, indent=1) + "\n")
