import { float32, type Kernel, required } from "../lowering/kernel.ts";
import { nchw } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { convolveBlocks, fromBlocks } from "./blocked.ts";
import { interleave } from "./interleaved.ts";
import { shiftedProducts } from "./shifted-products.ts";
import { plane } from "./strided-gradient.ts";

/** Kernel of a 3x3 convolution (stride 1, "same") of `x` upsampled by two. */
export const upsampledConv = "FacesegUpsampledConv2D";
/** Kernel of the gradient of {@link upsampledConv} for the small `x`. */
export const upsampledConvBackpropInput = "FacesegUpsampledConv2DBackpropInput";
/** Kernel of the gradient of {@link upsampledConv} for the filter. */
export const upsampledConvBackpropFilter = "FacesegUpsampledConv2DBackpropFilter";

type Matrix = readonly (readonly number[])[];

/**
 * Where every pixel is repeated twice, a 3x3 convolution sees only two different ones along each axis: taps that meet the
 * same pixel add up. Even outputs have the taps 0 and 1+2, which meet the pixel before and their own; odd outputs have
 * 0+1 and 2, which meet their own and the next.
 */
const tapsOfPhase: readonly Matrix[] = [
  [
    [1, 0, 0],
    [0, 1, 1],
  ],
  [
    [1, 1, 0],
    [0, 0, 1],
  ],
];

/** The taps with which an input pixel meets the four outputs around it: the filter, turned, of a convolution of stride 2. */
const tapsOfInput: Matrix = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
];

/** The four phases of the output: parities of row and column. */
const phases = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

const kronecker = (a: Matrix, b: Matrix): number[][] =>
  a.flatMap((x) => b.map((y) => x.flatMap((s) => y.map((t) => s * t))));

const phaseTaps = (p: number, q: number) => kronecker(tapsOfPhase[p] as Matrix, tapsOfPhase[q] as Matrix);

const transposed = (m: Matrix): number[][] => (m[0] ?? []).map((_, i) => m.map((row) => row[i] as number));

/** `matrix` times `taps`, a value of one row a tap. */
function mixTaps(l: Lowering, matrix: Matrix, taps: string): string {
  const sizes = [matrix.length, matrix[0]?.length ?? 0];
  return l.builder.op("MatMul", [
    l.builder.constant("float32", sizes, Float32Array.from(matrix.flat())),
    taps,
  ]);
}

/** A filter whose taps are mixed from those of `filter` (3x3, logical HWIO), `side` squared of them. */
function mixedFilter(l: Lowering, filter: LoweredTensor, matrix: Matrix, side: number): LoweredTensor {
  const [, , inputs = 0, outputs = 0] = filter.shape;
  const taps = l.builder.reshape(filter.full("0132"), [9, outputs * inputs]);
  const value = l.builder.reshape(mixTaps(l, matrix, taps), [side, side, outputs, inputs]);
  return l.tensor([side, side, inputs, outputs], "0132", value);
}

/** A 3x3 convolution (stride 1, "same") of `x` upsampled by two, without making the large image. */
function convolveUpsampled(
  l: Lowering,
  x: LoweredTensor,
  filter: LoweredTensor,
  bias?: LoweredTensor,
): LoweredTensor {
  const [batch = 0, height = 0, width = 0] = x.shape;
  const outputs = filter.shape[3] as number;
  const [even, odd] = [0, 1].map((p) =>
    [0, 1].map((q) =>
      convolveBlocks(l, x, mixedFilter(l, filter, phaseTaps(p, q), 2), {
        kernel: [2, 2],
        strides: [1, 1],
        dilations: [1, 1],
        pads: [1 - p, 1 - q, p, q],
        depthwise: false,
        bias,
      }),
    ),
  ) as [string[], string[]];
  const whole = interleave(l, [even, odd], [batch, outputs, 2 * height, 2 * width]);
  const withBias = (added: LoweredTensor) => convolveUpsampled(l, x, filter, added);
  const shape = [batch, 2 * height, 2 * width, outputs];
  return l.tensor(shape, nchw, fromBlocks(l, whole, outputs), "float32", bias ? {} : { withBias });
}

function inputGradient(l: Lowering, dy: LoweredTensor, filter: LoweredTensor): LoweredTensor {
  const [batch = 0, height = 0, width = 0] = dy.shape;
  const inputs = filter.shape[2] as number;
  const value = convolveBlocks(l, dy, mixedFilter(l, filter, kronecker(tapsOfInput, tapsOfInput), 4), {
    kernel: [4, 4],
    strides: [2, 2],
    dilations: [1, 1],
    pads: [1, 1, 1, 1],
    depthwise: false,
    backward: Array.from({ length: 16 }, (_, tap) => tap),
  });
  return l.tensor([batch, height / 2, width / 2, inputs], nchw, fromBlocks(l, value, inputs));
}

function filterGradient(l: Lowering, x: LoweredTensor, dy: LoweredTensor): LoweredTensor {
  const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const outputs = dy.shape[3] as number;
  const sizes = { batch, height, width, outputs, inputs };
  const taps = phases.map(([p, q]) => {
    const part = l.tensor([batch, height, width, outputs], nchw, plane(l, dy, [2, 2], [p, q]));
    const shifts = { rows: [p - 1, p], columns: [q - 1, q] };
    const products = shiftedProducts(l, x.full(nchw), part, { ...sizes, ...shifts });
    return l.builder.reshape(products, [4, outputs * inputs]);
  });
  const matrix = transposed(phases.flatMap(([p, q]) => phaseTaps(p, q)));
  const value = mixTaps(l, matrix, l.builder.concat(taps, 0));
  return l.tensor([3, 3, inputs, outputs], "0132", l.builder.reshape(value, [3, 3, outputs, inputs]));
}

/**
 * 3x3 convolutions of inputs that are upsampled by two (nearest neighbor), and their gradients, computed from the small
 * images: 4 of 9 multiplications are left. In blocks of channels only; `splitUpsampled` puts them where they pay.
 */
export const upsampled: Record<string, Kernel> = {
  [upsampledConv]: {
    infer: (inputs) => {
      const [batch = 0, height = 0, width = 0] = required(inputs, "x").shape;
      return float32([batch, 2 * height, 2 * width, required(inputs, "filter").shape[3] as number]);
    },
    lower: (l, inputs) => convolveUpsampled(l, required(inputs, "x"), required(inputs, "filter")),
  },
  [upsampledConvBackpropInput]: {
    infer: (inputs) => {
      const [batch = 0, height = 0, width = 0] = required(inputs, "dy").shape;
      return float32([batch, height / 2, width / 2, required(inputs, "filter").shape[2] as number]);
    },
    lower: (l, inputs) => inputGradient(l, required(inputs, "dy"), required(inputs, "filter")),
  },
  [upsampledConvBackpropFilter]: {
    infer: (inputs) =>
      float32([3, 3, required(inputs, "x").shape[3] as number, required(inputs, "dy").shape[3] as number]),
    lower: (l, inputs) => filterGradient(l, required(inputs, "x"), required(inputs, "dy")),
  },
};
