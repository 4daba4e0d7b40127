"""
Writes segformer/: a tiny SegFormer of random weights with the 19 classes of CelebAMask-HQ, exported to ONNX as users do, with
the files that Transformers save with it, and expected.json: an image, what PyTorch computes for it, and the labels that
bilinear interpolation of the probabilities gives. Needs torch, transformers, onnx, onnxscript, pillow and numpy.
"""

import base64
import json
import pathlib

import numpy as np
import onnx
import torch
from transformers import SegformerConfig, SegformerForSemanticSegmentation, SegformerImageProcessor

folder = pathlib.Path(__file__).parent / "segformer"
folder.mkdir(exist_ok=True)
names = """background skin nose eye_g l_eye r_eye l_brow r_brow l_ear r_ear mouth u_lip l_lip hair hat ear_r neck_l neck
cloth""".split()
height, width = 64, 48

torch.manual_seed(5)
config = SegformerConfig(
    hidden_sizes=[8, 8, 8, 8],
    depths=[1, 1, 1, 1],
    num_attention_heads=[1, 1, 1, 1],
    mlp_ratios=[2, 2, 2, 2],
    decoder_hidden_size=8,
    id2label=dict(enumerate(names)),
    label2id={name: id for id, name in enumerate(names)},
)
model = SegformerForSemanticSegmentation(config).eval()
with torch.no_grad():
    for parameter in model.parameters():
        if parameter.ndim > 1:
            parameter.mul_(20)
model.config.save_pretrained(folder)
processor = SegformerImageProcessor(size={"height": height, "width": width})
processor.save_pretrained(folder)


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values=pixel_values).logits


# The image is a few soft blobs, at the size of the input: nothing is resized.
random = np.random.default_rng(2)
y, x = np.mgrid[0:height, 0:width]
image = np.zeros((height, width, 3))
for _ in range(12):
    cx, cy, radius = random.uniform(0, width), random.uniform(0, height), random.uniform(4, 16)
    blob = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius**2))
    image += blob[..., None] * random.uniform(-150, 200, 3)
image = np.clip(image + 60, 0, 255).astype("uint8")

pixels = torch.tensor(processor(images=image, return_tensors="np")["pixel_values"])
with torch.no_grad():
    # Every class has its turn.
    classifier = model.decode_head.classifier
    classifier.bias.sub_(Logits(model)(pixels).mean((0, 2, 3)))
    probabilities = torch.softmax(Logits(model)(pixels), 1)
    large = torch.nn.functional.interpolate(probabilities, (height, width), mode="bilinear", align_corners=False)
labels = large.argmax(1)[0].numpy().astype("uint8")

axes = {0: torch.export.Dim.DYNAMIC, 2: torch.export.Dim.DYNAMIC, 3: torch.export.Dim.DYNAMIC}
file = folder / "model.onnx"
torch.onnx.export(
    Logits(model),
    (torch.rand(2, 3, 64, 96),),
    str(file),
    input_names=["pixel_values"],
    output_names=["logits"],
    dynamo=True,
    dynamic_shapes=(axes,),
)
# Without the notes of the exporter about every node, which are most of the file.
exported = onnx.load(file, load_external_data=False)
for node in exported.graph.node:
    node.ClearField("metadata_props")
    node.ClearField("doc_string")
for value in exported.graph.value_info:
    value.ClearField("metadata_props")
exported.graph.ClearField("value_info")
exported.graph.ClearField("metadata_props")
file.write_bytes(exported.SerializeToString())

rounded = probabilities[0].permute(1, 2, 0).double().numpy().round(6)
(folder / "expected.json").write_text(
    json.dumps(
        {
            "width": width,
            "height": height,
            "image": base64.b64encode(image.tobytes()).decode(),
            "probabilities": rounded.ravel().tolist(),
            "labels": base64.b64encode(labels.tobytes()).decode(),
        }
    )
    + "\n"
)
print(sorted(set(labels.ravel().tolist())), np.bincount(labels.ravel()), file.stat().st_size)
