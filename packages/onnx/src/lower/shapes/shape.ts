import * as tf from "@tensorflow/tfjs-core";
import type { DataType, TensorSpec } from "../../graph/graph.ts";
import { axisOf } from "../lowering/axes.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { arrange, nchw, rowMajor } from "../lowering/layout.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

/** NCHW where one of the tensors already exists so, else row-major. */
const commonLayout = (tensors: readonly LoweredTensor[]) => {
  const rank = tensors[0]?.rank ?? 0;
  return rank === 4 && tensors.some((tensor) => tensor.layouts.includes(nchw)) ? nchw : rowMajor(rank);
};

const sameSpec: Kernel["infer"] = (inputs) => required(inputs, "x");

/** A shape with a dimension of size 1 put in at `dim`. */
export function expandedShape({ shape }: TensorSpec, dim: number): number[] {
  const expanded = [...shape];
  expanded.splice(dim < 0 ? shape.length + 1 + dim : dim, 0, 1);
  return expanded;
}

/** Kernels that move, repeat or make elements without arithmetic. */
export const shape: Record<string, Kernel> = {
  Identity: { infer: sameSpec, lower: (_, inputs) => required(inputs, "x") },
  ZerosLike: {
    infer: sameSpec,
    lower: (l, inputs) => l.fill(0, required(inputs, "x").shape, required(inputs, "x").dtype),
  },
  OnesLike: {
    infer: sameSpec,
    lower: (l, inputs) => l.fill(1, required(inputs, "x").shape, required(inputs, "x").dtype),
  },
  Fill: kernel<tf.FillAttrs>({
    infer: (_, { shape, dtype }) => ({ shape, dtype: dtype as DataType }),
    lower: (l, _, { shape, value, dtype }) => l.fill(Number(value), shape, dtype as DataType),
  }),
  Reshape: kernel<tf.ReshapeAttrs>({
    infer: (inputs, { shape }) => {
      const x = required(inputs, "x");
      return {
        shape: tf.util.inferFromImplicitShape(shape, tf.util.sizeFromShape([...x.shape])),
        dtype: x.dtype,
      };
    },
    lower: (_, inputs, { shape }) => {
      const x = required(inputs, "x");
      const target = tf.util.inferFromImplicitShape(shape, tf.util.sizeFromShape([...x.shape]));
      return tf.util.arraysEqual(target, [...x.shape]) ? x : x.reshaped(target); // tfjs often reshapes for nothing
    },
  }),
  ExpandDims: kernel<tf.ExpandDimsAttrs>({
    infer: (inputs, { dim }) => {
      const input = required(inputs, "input");
      return { shape: expandedShape(input, dim), dtype: input.dtype };
    },
    lower: (_, inputs, { dim }) => {
      const input = required(inputs, "input");
      return input.reshaped(expandedShape(input, dim));
    },
  }),
  Transpose: kernel<tf.TransposeAttrs>({
    infer: (inputs, { perm }) => {
      const x = required(inputs, "x");
      return { shape: arrange(x.shape, perm.join("")), dtype: x.dtype };
    },
    lower: (l, inputs, { perm }) => {
      const x = required(inputs, "x");
      const moved = x.full(perm.join(""));
      return l.tensor(arrange(x.shape, perm.join("")), rowMajor(x.rank), moved, x.dtype);
    },
  }),
  Concat: kernel<tf.ConcatAttrs>({
    infer: (inputs, { axis }) => {
      const parts = Object.values(inputs);
      const first = parts[0] as TensorSpec;
      const at = axisOf(axis, first);
      const joined = parts.reduce((sum, part) => sum + (part.shape[at] as number), 0);
      return { shape: first.shape.map((size, i) => (i === at ? joined : size)), dtype: first.dtype };
    },
    lower: (l, inputs, { axis }) => {
      const parts = Object.values(inputs);
      const first = parts[0] as LoweredTensor;
      const at = axisOf(axis, first);
      const layout = commonLayout(parts);
      const joined = parts.reduce((sum, part) => sum + (part.shape[at] as number), 0);
      const value = l.builder.op(
        "Concat",
        parts.map((part) => part.full(layout)),
        { axis: layout.indexOf(`${at}`) },
      );
      return l.tensor(
        first.shape.map((size, i) => (i === at ? joined : size)),
        layout,
        value,
        first.dtype,
      );
    },
  }),
  SplitV: kernel<tf.SplitVAttrs>({
    infer: (inputs, { numOrSizeSplits, axis }) => splitShapes(required(inputs, "x"), numOrSizeSplits, axis),
    lower: (l, inputs, { numOrSizeSplits, axis }) => {
      const x = required(inputs, "x");
      const specs = splitShapes(x, numOrSizeSplits, axis);
      const at = axisOf(axis, x);
      const layout = commonLayout([x]);
      const sizes = l.builder.ints(specs.map((spec) => spec.shape[at] as number));
      const options = { outputs: specs.length };
      const values = l.builder.ops(
        "Split",
        [x.full(layout), sizes],
        { axis: layout.indexOf(`${at}`) },
        options,
      );
      return specs.map((spec, i) => l.tensor(spec.shape, layout, values[i] as string, x.dtype));
    },
  }),
  Slice: kernel<tf.SliceAttrs>({
    infer: (inputs, { begin, size }) => {
      const x = required(inputs, "x");
      return { shape: sliceOf(x, begin, size).size, dtype: x.dtype };
    },
    lower: (l, inputs, attrs) => {
      const x = required(inputs, "x");
      const { begin, size } = sliceOf(x, attrs.begin, attrs.size);
      const layout = commonLayout([x]);
      const starts = arrange(begin, layout);
      const ends = arrange(
        begin.map((start, i) => start + (size[i] as number)),
        layout,
      );
      const value = l.builder.op("Slice", [x.full(layout), l.builder.ints(starts), l.builder.ints(ends)]);
      return l.tensor(size, layout, value, x.dtype);
    },
  }),
  PadV2: kernel<tf.PadV2Attrs>({
    infer: (inputs, { paddings }) => {
      const x = required(inputs, "x");
      return { shape: paddedShape(x, paddings), dtype: x.dtype };
    },
    lower: (l, inputs, { paddings, constantValue }) => {
      const x = required(inputs, "x");
      const layout = commonLayout([x]);
      const order = arrange(paddings, layout);
      const pads = l.builder.ints([...order.map(([before]) => before), ...order.map(([, after]) => after)]);
      const value = l.builder.op("Pad", [x.full(layout), pads, l.builder.float(constantValue)]);
      return l.tensor(paddedShape(x, paddings), layout, value, x.dtype);
    },
  }),
  Tile: kernel<tf.TileAttrs>({
    infer: (inputs, { reps }) => {
      const x = required(inputs, "x");
      return { shape: x.shape.map((size, i) => size * (reps[i] as number)), dtype: x.dtype };
    },
    lower: (l, inputs, { reps }) => {
      const x = required(inputs, "x");
      const tiled = x.shape.map((size, i) => size * (reps[i] as number));
      if (x.shape.every((size, i) => size === 1 || reps[i] === 1)) return x.broadcastTo(tiled);
      const layout = rowMajor(x.rank);
      return l.tensor(tiled, layout, l.builder.op("Tile", [x.full(layout), l.builder.ints(reps)]), x.dtype);
    },
  }),
};

function splitShapes(x: TensorSpec, numOrSizeSplits: number | number[], axis: number): TensorSpec[] {
  const at = axisOf(axis, x);
  const sizes = tf.backend_util.prepareSplitSize(tensorLike(x), numOrSizeSplits, at);
  return sizes.map((size) => ({ shape: x.shape.map((old, i) => (i === at ? size : old)), dtype: x.dtype }));
}

function sliceOf(
  x: TensorSpec,
  begin: number | number[],
  size: number | number[],
): { begin: number[]; size: number[] } {
  const [starts, sizes] = tf.slice_util.parseSliceParams(tensorLike(x), begin, size);
  return { begin: starts as number[], size: sizes as number[] };
}

const paddedShape = (x: TensorSpec, paddings: readonly (readonly [number, number])[]) =>
  x.shape.map((size, i) => size + (paddings[i]?.[0] ?? 0) + (paddings[i]?.[1] ?? 0));

/** TensorFlow.js's shape helpers take tensors but read only their shape. */
const tensorLike = ({ shape }: TensorSpec) => ({ shape: [...shape] }) as unknown as tf.Tensor;
