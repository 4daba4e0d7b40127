"""Writes corruptions.json: a small image, and what numpy, SciPy and Pillow make of it.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 pillow==13.0.0
    venv/bin/python test/golden/make-corruptions.py && npx biome format --write test/golden/corruptions.json

Images are hex, two digits a value, rows of red, green and blue. Parameters are those of ImageNet-C where it has any
(Hendrycks and Dietterich, 2019); ImageNet-C's own code differs where a case says so.
"""

import json
from pathlib import Path

import numpy as np
import PIL
import scipy
from PIL import Image
from scipy import ndimage

WIDTH, HEIGHT = 46, 38
rng = np.random.default_rng(7)

y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
smooth = np.stack([3 * x + y, 255 - 4 * y, 128 + 100 * np.sin(x / 5)], axis=-1)
image = smooth + 50 * ((x // 7 + y // 5) % 2)[..., None] + rng.normal(0, 12, (HEIGHT, WIDTH, 3))
image = np.clip(image, 0, 255).astype(np.uint8)


def hexed(values):
    return np.clip(np.rint(values), 0, 255).astype(np.uint8).tobytes().hex()


def convolved(kernel):
    return np.stack(
        [ndimage.correlate(image[..., c].astype(float), kernel, mode="nearest") for c in range(3)], axis=-1
    )


def disc(radius):
    """The exact share of each pixel that a disc covers, from 64 by 64 points; ImageNet-C blurs a jagged one."""
    reach = int(np.ceil(radius + 0.5))
    fine = (np.arange(64) + 0.5) / 64 - 0.5
    inside = np.zeros((2 * reach + 1, 2 * reach + 1))
    for j in range(-reach, reach + 1):
        for i in range(-reach, reach + 1):
            u, v = np.meshgrid(i + fine, j + fine)
            inside[j + reach, i + reach] = np.mean(u**2 + v**2 <= radius**2)
    return inside / inside.sum()


def streak(radius, sigma, angle):
    """ImageMagick's motion blur, as ImageNet-C calls it, moved back by the middle of its half Gaussian."""
    place = np.linspace(0, radius, 4 * int(np.ceil(radius)) + 1)
    weight = np.exp(-(place**2) / (2 * sigma**2))
    place = place - np.average(place, weights=weight)
    reach = int(np.ceil(radius))
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1))
    for p, w in zip(place, weight):
        u, v = p * np.cos(angle) + reach, p * np.sin(angle) + reach
        i, j = int(np.floor(u)), int(np.floor(v))
        for dj, wv in ((0, 1 - (v - j)), (1, v - j)):
            for di, wu in ((0, 1 - (u - i)), (1, u - i)):
                if wu * wv > 0:
                    kernel[j + dj, i + di] += w * wu * wv
    return kernel / kernel.sum()


def to_linear(values):
    share = values / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def to_display(light):
    light = np.clip(light, 0, 1)
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def gaussian(sigma):
    blurred = [ndimage.gaussian_filter(image[..., c].astype(float), sigma, mode="nearest") for c in range(3)]
    return np.stack(blurred, axis=-1)


def resized(share, down, up):
    small = (max(1, int(share * WIDTH)), max(1, int(share * HEIGHT)))
    image = Image.fromarray(image)
    return np.asarray(image.resize(small, down).resize((WIDTH, HEIGHT), up))


def contrast(share):
    means = image.mean(axis=(0, 1), keepdims=True)
    return (image - means) * share + means


def cast(direction, stops):
    gains = 2.0 ** (stops * np.array(direction))
    gains /= gains @ np.array([0.2126, 0.7152, 0.0722])
    return to_display(to_linear(image) * gains)


fog = ((x * 13 + y * 29) % 101) / 100


def haze(strength):
    share = image / 255
    most = share.max()
    return 255 * np.clip((share + strength * fog[..., None]) * most / (most + strength), 0, 1)


cases = (
    [{"kind": "disc", "radius": r, "out": hexed(convolved(disc(r)))} for r in (0.6, 1.7, 3, 4.5)]
    + [
        {"kind": "streak", "radius": r, "sigma": s, "angle": a, "out": hexed(convolved(streak(r, s, a)))}
        for r, s, a in ((10, 3, 0), (10, 3, 0.6), (15, 12, -0.75))
    ]
    + [{"kind": "gaussian", "sigma": s, "out": hexed(gaussian(s))} for s in (0.4, 1, 3)]
    + [{"kind": "contrast", "share": s, "out": hexed(contrast(s))} for s in (0.4, 0.05)]
    + [{"kind": "exposure", "stops": s, "out": hexed(to_display(to_linear(image) * 2**s))} for s in (0.5, 2.5)]
    + [{"kind": "cast", "direction": d, "stops": 2, "out": hexed(cast(d, 2))} for d in ([0.5, 0, -0.5], [-0.25, 0.5, -0.25])]
    + [
        {"kind": "pixelation", "share": s, "out": hexed(resized(s, Image.Resampling.BOX, Image.Resampling.BOX))}
        for s in (0.6, 0.4, 0.25)
    ]
    + [
        {"kind": "downscaling", "share": s, "out": hexed(resized(s, Image.Resampling.BILINEAR, Image.Resampling.BILINEAR))}
        for s in (0.5, 0.25)
    ]
    + [{"kind": "haze", "strength": s, "out": hexed(haze(s))} for s in (1.5, 3)]
)

target = Path(__file__).with_name("corruptions.json")
made_by = f"numpy {np.__version__}, scipy {scipy.__version__}, Pillow {PIL.__version__}"
target.write_text(
    json.dumps({"madeBy": made_by, "width": WIDTH, "height": HEIGHT, "image": hexed(image), "cases": cases})
)
print(made_by, len(cases), "cases")
