import type * as tf from "@tensorflow/tfjs-core";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, oihw } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { type ConvAttrs, convGeometry } from "./conv-geometry.ts";
import { depthwiseFilterGradient } from "./depthwise-gradient.ts";
import { padSpatial, pixelProduct } from "./gradient-parts.ts";
import { shiftedProducts } from "./shifted-products.ts";
import { planesGradient } from "./strided-gradient.ts";

/** The gradient of a dense filter: correlations of `x` with `dy`, as matrix products over all pixels. */
function denseFilterGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  attrs: ConvAttrs,
): LoweredTensor {
  const geometry = convGeometry(x.shape, shape, attrs);
  const { kernel: k, strides, dilations } = geometry;
  if (strides.some((s) => s !== 1) || dilations.some((d) => d !== 1))
    return planesGradient(l, x, dy, shape, geometry) ?? stridedGradient(l, x, dy, shape, geometry);
  return k[0] * k[1] === 1 ? pointwiseGradient(l, x, dy, shape) : shiftedGradient(l, x, dy, shape, geometry);
}

type Geometry = ReturnType<typeof convGeometry>;

function pointwiseGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
): LoweredTensor {
  const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const outputs = dy.shape[3] as number;
  const sizes = { batch, pixels: height * width, channels: [outputs, inputs] } as const;
  const value = pixelProduct(l, dy.full(nchw), x.full(nchw), sizes, [outputs, inputs, 1, 1]);
  return l.tensor(shape, oihw, value);
}

/** Stride 1: x against dy, shifted by whole pixels in a frame that holds both. */
function shiftedGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  { kernel, pads }: Geometry,
): LoweredTensor {
  const [batch = 0, , , inputs = 0] = x.shape;
  const outputs = dy.shape[3] as number;
  const frame = [1, 2].map((i) => Math.max(x.shape[i] as number, dy.shape[i] as number));
  const [height = 0, width = 0] = frame;
  const inFrame = (value: LoweredTensor) => {
    const [bottom = 0, right = 0] = frame.map((size, i) => size - (value.shape[i + 1] as number));
    return padSpatial(l, value.full(nchw), [0, 0, bottom, right]);
  };
  const framed = l.tensor([batch, height, width, outputs], nchw, inFrame(dy));
  const shifts = (i: 0 | 1) => Array.from({ length: kernel[i] }, (_, tap) => tap - pads[i]);
  const sizes = { batch, height, width, outputs, inputs, rows: shifts(0), columns: shifts(1) };
  return l.tensor(shape, "0132", shiftedProducts(l, inFrame(x), framed, sizes));
}

/** Strided or dilated: one strided slice of the padded input per tap, all taps in one product. */
function stridedGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  geometry: Geometry,
): LoweredTensor {
  const [rows = 0, columns = 0, inputs = 0, outputs = 0] = shape;
  const batch = x.shape[0] as number;
  const [, outHeight = 0, outWidth = 0] = geometry.outShape;
  const [sy, sx] = geometry.strides;
  const [ty, tx] = geometry.dilations;
  const padded = padSpatial(l, x.full(nchw), geometry.pads);
  const slices: string[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const start = l.builder.ints([i * ty, j * tx]);
      const end = l.builder.ints([i * ty + (outHeight - 1) * sy + 1, j * tx + (outWidth - 1) * sx + 1]);
      const slice = l.builder.op("Slice", [
        padded,
        start,
        end,
        l.builder.ints([2, 3]),
        l.builder.ints([sy, sx]),
      ]);
      slices.push(slice);
    }
  }
  const stacked = l.builder.concat(slices, 1);
  const pixels = outHeight * outWidth;
  const sizes = { batch, pixels, channels: [outputs, rows * columns * inputs] } as const;
  const value = pixelProduct(l, dy.full(nchw), stacked, sizes, [outputs, rows, columns, inputs]);
  return l.tensor(shape, "3012", value);
}

const filterGradient = (lower: typeof denseFilterGradient): Kernel =>
  kernel<tf.Conv2DBackpropFilterAttrs>({
    infer: (_, { filterShape }) => float32(filterShape),
    lower: (l, inputs, attrs) =>
      lower(l, required(inputs, "x"), required(inputs, "dy"), attrs.filterShape, attrs),
  });

/** Gradients of convolution filters. */
export const filterGradients: Record<string, Kernel> = {
  Conv2DBackpropFilter: filterGradient(denseFilterGradient),
  DepthwiseConv2dNativeBackpropFilter: filterGradient(depthwiseFilterGradient),
};
