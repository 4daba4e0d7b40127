"""Writes a published network as an ONNX file: torchvision's LR-ASPP on MobileNetV3-Large (Howard et al., 2019).

Its weights are random, which costs the same. Takes the shape and `path` as JSON; prints what it wrote.
"""

import json

import job as jobs
import torch
import torchvision

job = jobs.read()
network = torchvision.models.segmentation.lraspp_mobilenet_v3_large(
    weights=None, weights_backbone=None, num_classes=jobs.NUM_CLASSES
).eval()


class Labels(torch.nn.Module):
    """Images [batch, 3, size, size] to class ids [batch, size, size]."""

    def __init__(self):
        super().__init__()
        self.network = network

    def forward(self, images):
        return self.network(images)["out"].argmax(1)


images = torch.zeros(job["batch"], 3, job["size"], job["size"])
torch.onnx.export(Labels().eval(), (images,), job["path"], input_names=["images"], dynamo=False)
print(json.dumps({"version": f"torchvision {torchvision.__version__}"}))
