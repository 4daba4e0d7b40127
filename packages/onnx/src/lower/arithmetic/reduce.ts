import type * as tf from "@tensorflow/tfjs-core";
import type { TensorSpec } from "../../graph/graph.ts";
import { axesOf } from "../lowering/axes.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

type Reduction = "ReduceSum" | "ReduceMax" | "ReduceMin" | "ReduceProd";

/** The shape after a reduction over `axes`. */
export const reducedShape = ({ shape }: TensorSpec, axes: readonly number[], keepDims: boolean) =>
  shape.flatMap((size, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [size]));

/** Reduces over logical `axes`, in whatever layout the tensor lies; lazily repeated dimensions are never expanded. */
export function reduce(
  l: Lowering,
  op: Reduction,
  x: LoweredTensor,
  axes: readonly number[],
  keepDims = false,
): LoweredTensor {
  const kept = reducedShape(x, axes, true);
  const real = axes.filter((axis) => x.memoryShape[axis] !== 1);
  const repeats = axes.reduce(
    (n, axis) => n * (x.memoryShape[axis] === 1 ? (x.shape[axis] as number) : 1),
    1,
  );
  if (op === "ReduceProd" && repeats > 1) return reduce(l, op, materialized(l, x), axes, keepDims);
  const layout = x.layouts.find((name) => name !== rowMajor(x.rank)) ?? x.naturalLayout;
  const extents = x.memoryShape.map((extent, i) => (axes.includes(i) ? 1 : extent));
  let result = x.broadcastTo(kept);
  if (real.length > 0) {
    const positions = real.map((axis) => layout.indexOf(`${axis}`)).sort((a, b) => a - b);
    const value = l.builder.op(op, [x.in(layout), l.builder.ints(positions)], { keepdims: 1 });
    const unexpanded = l.tensor(extents, layout, value, x.dtype);
    result = unexpanded.broadcastTo(kept);
  }
  if (op === "ReduceSum" && repeats !== 1) {
    result =
      x.fill === undefined
        ? l.multiply(result, l.fill(repeats, [], x.dtype))
        : l.fill(x.fill * repeats, kept, x.dtype);
  }
  return keepDims ? result : result.reshaped(reducedShape(x, axes, false));
}

function materialized(l: Lowering, x: LoweredTensor): LoweredTensor {
  const layout = rowMajor(x.rank);
  return l.tensor(x.shape, layout, x.full(layout), x.dtype);
}

const sum = kernel<tf.SumAttrs>({
  infer: (inputs, { axis, keepDims }) => {
    const x = required(inputs, "x");
    return {
      shape: reducedShape(x, axesOf(axis, x), keepDims),
      dtype: x.dtype === "bool" ? "int32" : x.dtype,
    };
  },
  lower: (l, inputs, { axis, keepDims }) => {
    const x = required(inputs, "x");
    return reduce(l, "ReduceSum", x.dtype === "bool" ? l.cast(x, "int32") : x, axesOf(axis, x), keepDims);
  },
});

const mean = kernel<tf.MeanAttrs>({
  infer: (inputs, { axis, keepDims }) => {
    const x = required(inputs, "x");
    return { shape: reducedShape(x, axesOf(axis, x), keepDims), dtype: "float32" };
  },
  lower: (l, inputs, { axis, keepDims }) => {
    const x = l.cast(required(inputs, "x"), "float32");
    const axes = axesOf(axis, x);
    const count = axes.reduce((n, i) => n * (x.shape[i] as number), 1);
    return l.multiply(reduce(l, "ReduceSum", x, axes, keepDims), l.fill(1 / count));
  },
});

const extremum = (op: Reduction) =>
  kernel<{ reductionIndices?: number | number[]; axis?: number | number[]; keepDims: boolean }>({
    infer: (inputs, { reductionIndices, axis, keepDims }) => {
      const x = required(inputs, "x");
      return {
        shape: reducedShape(x, axesOf((reductionIndices ?? axis) as number[], x), keepDims),
        dtype: x.dtype,
      };
    },
    lower: (l, inputs, { reductionIndices, axis, keepDims }) => {
      const x = required(inputs, "x");
      return reduce(l, op, x, axesOf((reductionIndices ?? axis) as number[], x), keepDims);
    },
  });

const argument = (op: "ArgMax" | "ArgMin") =>
  kernel<tf.ArgMaxAttrs>({
    infer: (inputs, { axis }) => {
      const x = required(inputs, "x");
      return { shape: reducedShape(x, axesOf(axis, x), false), dtype: "int32" };
    },
    lower: (l, inputs, { axis }) => {
      const x = required(inputs, "x");
      const at = axesOf(axis, x)[0] as number;
      const layout = x.layouts.includes(nchw) ? nchw : x.naturalLayout;
      const position = layout.indexOf(`${at}`);
      const value = l.builder.op(op, [x.full(layout)], { axis: position, keepdims: 0 });
      const rest = [...layout].filter((name) => name !== `${at}`).map(Number);
      const renumbered = rest.map((name) => (name > at ? name - 1 : name)).join("");
      const int32 = l.builder.op("Cast", [value], { to: 6 });
      return l.tensor(reducedShape(x, [at], false), renumbered, int32, "int32");
    },
  });

/** Sums, means, extrema and their positions. */
export const reductions: Record<string, Kernel> = {
  Sum: sum,
  Mean: mean,
  Max: extremum("ReduceMax"),
  Min: extremum("ReduceMin"),
  Prod: extremum("ReduceProd"),
  ArgMax: argument("ArgMax"),
  ArgMin: argument("ArgMin"),
};
