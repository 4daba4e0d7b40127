"""Writes bmp.json: BMP files of every kind, and the pixels that Pillow reads from them.

    pip install pillow==13.0.0 numpy && python make-bmp.py

Pillow does not know every layout of masks; the pixels of those come from NumPy, by the definition of the masks.
"""
import base64
import io
import json
import struct

import numpy as np
import PIL
from PIL import Image

WIDTH, HEIGHT = 7, 5
random = np.random.default_rng(1)
rgb = random.integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)
palette = random.integers(0, 256, (256, 3), dtype=np.uint8)


def header(bits, compression, colors, top_down, length, masks):
    if length == 12:
        return struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    info = struct.pack("<IiiHHIIiiII", length, WIDTH, -HEIGHT if top_down else HEIGHT, 1, bits, compression, 0,
                       2835, 2835, colors, 0)
    if length > 40:
        info += struct.pack("<4I", *masks)
    return (info + b"\0" * 124)[:length]


def bmp(bits, pixels, colors=0, compression=0, top_down=False, length=40, masks=(0, 0, 0, 0), gap=0):
    head = header(bits, compression, colors, top_down, length, masks)
    if length == 40 and compression in (3, 6):
        head += struct.pack("<3I", *masks[:3]) + (struct.pack("<I", masks[3]) if compression == 6 else b"")
    count = 0 if bits > 8 else colors or 1 << bits
    for red, green, blue in palette[:count]:
        head += bytes([blue, green, red]) + (b"" if length == 12 else b"\0")
    offset = 14 + len(head) + gap
    return b"BM" + struct.pack("<IHHI", offset + len(pixels), 0, 0, offset) + head + b"\0" * gap + pixels


def rows(values, top_down=False):
    """The rows of a file, each filled up to a multiple of four bytes."""
    lines = [bytes(line) for line in values]
    return b"".join(line + b"\0" * (-len(line) % 4) for line in (lines if top_down else lines[::-1]))


def indices(bits, colors=None):
    return random.integers(0, colors or 1 << bits, (HEIGHT, WIDTH), dtype=np.uint8)


def packed(values, bits):
    flags = np.unpackbits(values[..., None], axis=-1)[..., 8 - bits:]
    return np.packbits(flags.reshape(HEIGHT, -1), axis=-1)


def words(values, kind):
    return values.astype(kind).view(np.uint8).reshape(HEIGHT, -1)


def runs(values, bits):
    """Compressed rows: runs of one color, the lowest row first."""
    out = b""
    for row in values[::-1]:
        for value in row:
            out += bytes([1, value if bits == 8 else value << 4])
        out += b"\0\0"
    return out + b"\0\1"


cases = {}


def add(name, content, expected=None):
    read = "numpy"
    if expected is None:
        read, expected = "pillow", np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
    encode = lambda data: base64.b64encode(data).decode()
    cases[name] = {"by": read, "file": encode(content), "data": encode(expected.astype(np.uint8).tobytes())}


def light(values, masks):
    """What masked values stand for, on black where they are transparent."""
    def channel(mask):
        shift = (mask & -mask).bit_length() - 1
        return ((values.astype(np.uint64) & mask) >> shift) / (mask >> shift)

    alpha = channel(masks[3])[..., None] if masks[3] else 1
    color = np.stack([channel(mask) if mask else np.zeros(values.shape) for mask in masks[:3]], axis=-1)
    return np.floor(255 * color * alpha + 0.5)


for bits in (1, 4, 8):
    values = indices(bits)
    add(f"{bits} bits", bmp(bits, rows(packed(values, bits))))
    add(f"{bits} bits, top row first", bmp(bits, rows(packed(values, bits), True), top_down=True))
    add(f"{bits} bits, OS/2", bmp(bits, rows(packed(values, bits)), length=12))
add("8 bits, 5 colors", bmp(8, rows(indices(8, 5)), colors=5))
add("4 bits, header of Windows 5, pixels after a gap", bmp(4, rows(packed(indices(4), 4)), length=124, gap=10))
add("24 bits", bmp(24, rows(rgb[..., ::-1].reshape(HEIGHT, -1))))
add("24 bits, top row first", bmp(24, rows(rgb[..., ::-1].reshape(HEIGHT, -1), True), top_down=True))
add("24 bits, OS/2", bmp(24, rows(rgb[..., ::-1].reshape(HEIGHT, -1)), length=12))
deep = random.integers(0, 1 << 32, (HEIGHT, WIDTH), dtype=np.uint32)
add("32 bits, the fourth byte unused", bmp(32, rows(words(deep, "<u4"))))
add("32 bits, top row first", bmp(32, rows(words(deep, "<u4"), True), top_down=True))
short = random.integers(0, 1 << 16, (HEIGHT, WIDTH), dtype=np.uint16)
add("16 bits", bmp(16, rows(words(short, "<u2"))))

for name, bits, compression, length, masks in [
    ("16 bits, masks 5 6 5", 16, 3, 40, (0xF800, 0x07E0, 0x001F, 0)),
    ("32 bits, masks", 32, 3, 40, (0xFF0000, 0xFF00, 0xFF, 0)),
]:
    add(name, bmp(bits, rows(words(short if bits == 16 else deep, f"<u{bits // 8}")), compression=compression,
                  length=length, masks=masks))
for name, bits, compression, length, masks in [
    ("16 bits, masks 4 4 4 4 with alpha", 16, 3, 56, (0x0F00, 0x00F0, 0x000F, 0xF000)),
    ("16 bits, masks 3 3 2 without more", 16, 3, 52, (0xE0, 0x1C, 0x03, 0)),
    ("32 bits, masks of 10 bits, alpha of 2", 32, 3, 108, (0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000)),
    ("32 bits, masks with alpha", 32, 3, 124, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)),
    ("32 bits, masks with alpha after the header", 32, 6, 40, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)),
]:
    values = short if bits == 16 else deep
    add(name, bmp(bits, rows(words(values, f"<u{bits // 8}")), compression=compression, length=length, masks=masks),
        light(values, masks))
masks = (0xFF0000, 0xFF00, 0xFF, 0xFF000000)
add("32 bits, alpha 0 everywhere", bmp(32, rows(words(deep & 0xFFFFFF, "<u4")), compression=3, length=108, masks=masks),
    light(deep & 0xFFFFFF, (*masks[:3], 0)))

add("8 bits in runs", bmp(8, runs(indices(8), 8), compression=1))
add("4 bits in runs", bmp(4, runs(indices(4), 4), compression=2))
# A long run; single pixels of odd and even number; a jump; a row cut short.
add("8 bits in runs of every sort", bmp(8, bytes([7, 9, 0, 0, 0, 3, 1, 2, 3, 0, 4, 200, 0, 0, 0, 4, 5, 6, 7, 8,
                                                  0, 2, 1, 1, 1, 77, 0, 0, 7, 1, 0, 1]), compression=1))
add("4 bits in runs of every sort", bmp(4, bytes([7, 0x9A, 0, 0, 0, 5, 0x12, 0x34, 0x50, 0, 2, 0xBC, 0, 0, 0, 4, 0x56,
                                                  0x78, 0, 2, 1, 1, 1, 0x70, 0, 0, 7, 0x12, 0, 1]), compression=2))

with open("bmp.json", "w") as file:
    json.dump({"pillow": PIL.__version__, "width": WIDTH, "height": HEIGHT, "cases": cases}, file, indent=2)
    file.write("\n")
