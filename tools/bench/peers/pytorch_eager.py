"""Times the study's networks in PyTorch: full training steps with Adam, and inference."""

import job as jobs
import torch
import torch.nn.functional as F
from networks import build

job = jobs.read()
torch.set_num_threads(job["threads"])
torch.set_num_interop_threads(1)
torch.manual_seed(0)

memory = torch.channels_last if job["setting"] == "channels_last" else torch.contiguous_format
model = build(job["network"], jobs.NUM_CLASSES).to(memory_format=memory)
statistics = sum(b.numel() for name, b in model.named_buffers() if "running" in name)
jobs.check_parameters(job, sum(p.numel() for p in model.parameters()) + statistics)

images, labels = jobs.noise(job)
x = torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(memory_format=memory)
y = torch.from_numpy(labels).long()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)


def train():
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def infer():
    model.eval()
    with torch.inference_mode():
        return model(x).argmax(1).numpy()


jobs.measure(job, train, infer, version=torch.__version__)
