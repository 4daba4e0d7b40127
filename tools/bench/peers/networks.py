"""The study's networks in PyTorch: U-Net and PSPNet on MobileNetV2, and "SegNet"."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def conv_bn(i, o, k, stride=1, groups=1, activation=None, bias=False):
    layers = [
        nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=bias),
        nn.BatchNorm2d(o, eps=1e-3, momentum=0.01),
    ]
    return nn.Sequential(*layers, *([activation] if activation else []))


class Block(nn.Module):
    """Inverted residual block; gives its output, its expansion and its output before batch normalization."""

    def __init__(self, i, o, stride, expansion):
        super().__init__()
        hidden = i * expansion
        self.expand = conv_bn(i, hidden, 1, activation=nn.ReLU6()) if expansion > 1 else nn.Identity()
        self.depthwise = conv_bn(hidden, hidden, 3, stride, groups=hidden, activation=nn.ReLU6())
        self.project = nn.Conv2d(hidden, o, 1, bias=False)
        self.bn = nn.BatchNorm2d(o, eps=1e-3, momentum=0.01)
        self.residual = stride == 1 and i == o

    def forward(self, x):
        expanded = self.expand(x)
        projected = self.project(self.depthwise(expanded))
        y = self.bn(projected)
        return x + y if self.residual else y, expanded, projected


class MobileNetV2(nn.Module):
    """Skips at strides 2 to 16, finest first, and the bridge: `block_16_project`, which has no batch normalization."""

    skip_channels, bridge_channels = [96, 144, 192, 576], 320

    def __init__(self):
        super().__init__()
        self.stem = conv_bn(3, 32, 3, 2, activation=nn.ReLU6())
        self.blocks = nn.ModuleList()
        self.taps, i = [], 32
        table = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
        for expansion, o, n, first_stride in table:
            for stride in [first_stride] + [1] * (n - 1):
                if stride == 2:
                    self.taps.append(len(self.blocks))
                self.blocks.append(Block(i, o, stride, expansion))
                i = o
        self.blocks[-1].bn = nn.Identity()

    def forward(self, x):
        x, skips = self.stem(x * 2 - 1), []
        for index, block in enumerate(self.blocks):
            x, expanded, projected = block(x)
            if index in self.taps:
                skips.append(expanded)
        return skips, projected


class Unet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.backbone, self.up, self.mix = MobileNetV2(), nn.ModuleList(), nn.ModuleList()
        i = MobileNetV2.bridge_channels
        for f, skip in zip([512, 256, 128, 64], MobileNetV2.skip_channels[::-1]):
            self.up.append(nn.ConvTranspose2d(i, f, 2, 2))
            first = conv_bn(f + skip, f, 3, activation=nn.ReLU(), bias=True)
            self.mix.append(nn.Sequential(first, conv_bn(f, f, 3, activation=nn.ReLU(), bias=True)))
            i = f
        self.head = nn.Conv2d(i, classes, 1)

    def forward(self, x):
        skips, x = self.backbone(x)
        for up, mix, skip in zip(self.up, self.mix, skips[::-1]):
            x = mix(torch.cat([up(x), skip], 1))
        return self.head(F.interpolate(x, scale_factor=2))


class Pspnet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.backbone, i = MobileNetV2(), MobileNetV2.bridge_channels
        self.branches = nn.ModuleList(conv_bn(i, 256, 1, activation=nn.ReLU()) for _ in range(4))
        layers, i = [conv_bn(i + 4 * 256, 512, 3, activation=nn.ReLU())], 512
        for f in [256, 256, 128, 128, 64]:
            up = nn.ConvTranspose2d(i, f, 3, 2, padding=1, output_padding=1)
            layers += [up, nn.BatchNorm2d(f, eps=1e-3, momentum=0.01), nn.ReLU()]
            i = f
        self.rest = nn.Sequential(*layers, conv_bn(i, 64, 3, activation=nn.ReLU(), bias=True), nn.Conv2d(64, classes, 1))

    def forward(self, x):
        _, x = self.backbone(x)
        side, parts = x.shape[2], [x]
        for bins, branch in zip([1, 2, 4, 8], self.branches):
            window = -(-side // bins)
            y = branch(F.avg_pool2d(x, window, ceil_mode=True))
            parts.append(F.interpolate(y, scale_factor=window)[:, :, :side, :side])
        return self.rest(torch.cat(parts, 1))


class Segnet(nn.Module):
    def __init__(self, classes):
        super().__init__()

        def block(i, o):
            pairs = [[nn.Conv2d(c, o, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(o, eps=1e-3, momentum=0.01)] for c in (i, o)]
            return nn.Sequential(*pairs[0], *pairs[1])

        down, up = [64, 128, 256, 512, 512], [512, 512, 256, 128, 64]
        self.encoder = nn.ModuleList(block(i, o) for i, o in zip([3] + down, down))
        self.decoder = nn.ModuleList(block(i + skip, o) for i, skip, o in zip([512] + up, down[::-1], up))
        self.head = nn.Conv2d(64, classes, 1)

    def forward(self, x):
        skips = []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        for block, skip in zip(self.decoder, skips[::-1]):
            x = block(torch.cat([F.interpolate(x, scale_factor=2), skip], 1))
        return self.head(x)


def build(name, classes):
    return {"unet": Unet, "pspnet": Pspnet, "segnet": Segnet}[name](classes)
