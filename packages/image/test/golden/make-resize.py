"""Writes resize.json: what Pillow's image.resize(size, Image.BILINEAR) makes of drawn images.

    pip install pillow==13.0.0 && python make-resize.py

The images are drawn by the formula of `scene` below, which resize-golden.test.ts repeats.
"""
import base64
import json

import PIL
from PIL import Image


def scene(width, height):
    """Slopes, a bright square with sharp edges, fine stripes and a pattern that looks like noise."""
    data = bytearray()
    for y in range(height):
        for x in range(width):
            inside = width // 4 <= x < width // 2 and height // 3 <= y < height // 2
            noise = (x * x * 31 + y * y * 17 + x * y * 7) % 97
            data += bytes([
                250 if inside else (x * 200) // width + noise // 4,
                10 if inside else (y * 150) // height + noise,
                255 * ((x // 2 + y) % 2) if x > 3 * width // 4 else noise,
            ])
    return Image.frombytes("RGB", (width, height), bytes(data))


sizes = [
    ((64, 48), [(32, 24), (16, 12), (40, 31), (9, 7), (70, 9), (64, 20)]),
    ((45, 37), [(20, 20), (13, 36), (46, 38), (17, 50), (1, 1)]),
]
cases = [
    {
        "from": source,
        "to": target,
        "data": base64.b64encode(scene(*source).resize(target, Image.BILINEAR).tobytes()).decode(),
    }
    for source, targets in sizes
    for target in targets
]
with open("resize.json", "w") as file:
    json.dump({"pillow": PIL.__version__, "cases": cases}, file, indent=1)
    file.write("\n")
