import * as tf from "@tensorflow/tfjs-core";
import type { TensorSpec } from "../../graph/graph.ts";
import { axisOf } from "../lowering/axes.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { expandedShape } from "./shape.ts";

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** Stacked along a new axis. */
const stack = kernel<tf.PackAttrs>({
  infer: (inputs, { axis }) => {
    const parts = Object.values(inputs);
    const first = parts[0] as TensorSpec;
    const shape = expandedShape(first, axis);
    shape[axis < 0 ? shape.length + axis : axis] = parts.length;
    return { shape, dtype: first.dtype };
  },
  lower: (l, inputs, { axis }) => {
    const parts = Object.values(inputs);
    const first = parts[0] as LoweredTensor;
    const shape = expandedShape(first, axis);
    const layout = rowMajor(shape.length);
    const at = axis < 0 ? shape.length + axis : axis;
    const value = l.builder.op(
      "Concat",
      parts.map((part) => part.reshaped(shape).full(layout)),
      { axis: at },
    );
    shape[at] = parts.length;
    return l.tensor(shape, layout, value, first.dtype);
  },
});

const unstack = kernel<tf.UnpackAttrs>({
  infer: (inputs, { axis }) => {
    const x = required(inputs, "value");
    const at = axisOf(axis, x);
    const shape = x.shape.filter((_, i) => i !== at);
    return Array.from({ length: x.shape[at] as number }, () => ({ shape, dtype: x.dtype }));
  },
  lower: (l, inputs, { axis }) => {
    const x = required(inputs, "value");
    const at = axisOf(axis, x);
    const shape = x.shape.filter((_, i) => i !== at);
    const count = x.shape[at] as number;
    const values = l.builder.ops(
      "Split",
      [x.full(rowMajor(x.rank)), l.builder.ints(Array.from({ length: count }, () => 1))],
      { axis: at },
      { outputs: count },
    );
    return values.map((value) =>
      l.tensor(shape, rowMajor(shape.length), l.builder.reshape(value, shape), x.dtype),
    );
  },
});

const paddedShape = (x: TensorSpec, paddings: readonly (readonly [number, number])[]) =>
  x.shape.map((size, i) => size + (paddings[i]?.[0] ?? 0) + (paddings[i]?.[1] ?? 0));

/** The element that stands at position `i` of a mirrored axis. */
function mirrored(i: number, size: number, mode: "reflect" | "symmetric"): number {
  const border = mode === "reflect" ? 0 : 1;
  if (i < 0) return -i - border;
  return i < size ? i : 2 * size - 2 - i + border;
}

const mirrorPad = kernel<tf.MirrorPadAttrs>({
  infer: (inputs, { paddings }) => {
    const x = required(inputs, "x");
    return { shape: paddedShape(x, paddings), dtype: x.dtype };
  },
  lower: (l, inputs, { paddings, mode }) => {
    const x = required(inputs, "x");
    const layout = x.naturalLayout;
    let value = x.full(layout);
    for (const [axis, [before, after]] of paddings.entries()) {
      if (before + after === 0) continue;
      const size = x.shape[axis] as number;
      const positions = Array.from({ length: before + size + after }, (_, i) =>
        mirrored(i - before, size, mode),
      );
      value = l.builder.op("Gather", [value, l.builder.ints(positions)], { axis: layout.indexOf(`${axis}`) });
    }
    return l.tensor(paddedShape(x, paddings), layout, value, x.dtype);
  },
});

/** Reshapes, transposes and reshapes again. */
function regroup(
  l: Lowering,
  x: LoweredTensor,
  split: readonly number[],
  order: readonly number[],
  shape: readonly number[],
): LoweredTensor {
  const moved = x.reshaped(split).full(order.join(""));
  return l.tensor(shape, rowMajor(shape.length), l.builder.reshape(moved, shape), x.dtype);
}

/** `paddings` of the spatial dimensions as those of all dimensions. */
const ofAll = (x: TensorSpec, paddings: readonly (readonly number[])[]) =>
  x.shape.map((_, i) => (paddings[i - 1] ?? [0, 0]) as [number, number]);

const { getReshaped, getPermuted, getReshapedPermuted } = tf.backend_util;

const spaceToBatchShape = (x: TensorSpec, block: readonly number[], paddings: readonly number[][]) => {
  const padded = paddedShape(x, ofAll(x, paddings));
  return getReshapedPermuted(padded, [...block], product(block), false);
};

const spaceToBatch = kernel<tf.SpaceToBatchNDAttrs>({
  infer: (inputs, { blockShape, paddings }) => {
    const x = required(inputs, "x");
    return { shape: spaceToBatchShape(x, blockShape, paddings), dtype: x.dtype };
  },
  lower: (l, inputs, { blockShape, paddings }) => {
    const x = required(inputs, "x");
    const all = ofAll(x, paddings);
    const pads = l.builder.ints([...all.map(([before]) => before), ...all.map(([, after]) => after)]);
    const shape = paddedShape(x, all);
    const padded = l.tensor(
      shape,
      rowMajor(x.rank),
      l.builder.op("Pad", [x.full(rowMajor(x.rank)), pads]),
      x.dtype,
    );
    const split = getReshaped(shape, blockShape, product(blockShape), false);
    const order = getPermuted(split.length, blockShape.length, false);
    return regroup(l, padded, split, order, spaceToBatchShape(x, blockShape, paddings));
  },
});

const batchToSpaceShape = (x: TensorSpec, block: readonly number[], crops: readonly number[][]) => {
  const whole = getReshapedPermuted([...x.shape], [...block], product(block));
  return whole.map((size, i) => size - (crops[i - 1]?.[0] ?? 0) - (crops[i - 1]?.[1] ?? 0));
};

const batchToSpace = kernel<tf.BatchToSpaceNDAttrs>({
  infer: (inputs, { blockShape, crops }) => {
    const x = required(inputs, "x");
    return { shape: batchToSpaceShape(x, blockShape, crops), dtype: x.dtype };
  },
  lower: (l, inputs, { blockShape, crops }) => {
    const x = required(inputs, "x");
    const split = getReshaped([...x.shape], blockShape, product(blockShape));
    const order = getPermuted(split.length, blockShape.length);
    const whole = getReshapedPermuted([...x.shape], blockShape, product(blockShape));
    const value = regroup(l, x, split, order, whole).full(rowMajor(x.rank));
    const shape = batchToSpaceShape(x, blockShape, crops);
    const starts = ofAll(x, crops).map(([before]) => before);
    const ends = starts.map((start, i) => start + (shape[i] as number));
    const cropped = l.builder.op("Slice", [value, l.builder.ints(starts), l.builder.ints(ends)]);
    return l.tensor(shape, rowMajor(x.rank), cropped, x.dtype);
  },
});

const depthToSpaceShape = ({ shape }: TensorSpec, block: number) => [
  shape[0] as number,
  (shape[1] as number) * block,
  (shape[2] as number) * block,
  (shape[3] as number) / block ** 2,
];

/** Kernels that move elements between dimensions. */
export const rearrangements: Record<string, Kernel> = {
  Pack: stack,
  Unpack: unstack,
  MirrorPad: mirrorPad,
  SpaceToBatchND: spaceToBatch,
  BatchToSpaceND: batchToSpace,
  DepthToSpace: kernel<tf.DepthToSpaceAttrs>({
    infer: (inputs, { blockSize }) => {
      const x = required(inputs, "x");
      return { shape: depthToSpaceShape(x, blockSize), dtype: x.dtype };
    },
    lower: (l, inputs, { blockSize: blocksize }) => {
      const x = required(inputs, "x");
      const value = l.builder.op("DepthToSpace", [x.full(nchw)], { blocksize, mode: "DCR" });
      return l.tensor(depthToSpaceShape(x, blocksize), nchw, value, x.dtype);
    },
  }),
};
