import type * as tf from "@tensorflow/tfjs-core";
import type { DataType } from "../../graph/graph.ts";
import { axesOf, axisOf } from "../lowering/axes.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { reduce, reducedShape } from "./reduce.ts";

const cumulativeSum = kernel<tf.CumsumAttrs>({
  infer: (inputs) => required(inputs, "x"),
  lower: (l, inputs, { axis, exclusive, reverse }) => {
    const x = required(inputs, "x");
    const layout = x.naturalLayout;
    const position = l.builder.constant("int32", [], Int32Array.of(layout.indexOf(`${axisOf(axis, x)}`)));
    const attributes = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
    return l.tensor(x.shape, layout, l.builder.op("CumSum", [x.full(layout), position], attributes), x.dtype);
  },
});

const logical = (op: "ReduceMax" | "ReduceMin"): Kernel =>
  kernel<tf.AnyAttrs>({
    infer: (inputs, { axis, keepDims }) => {
      const x = required(inputs, "x");
      return { shape: reducedShape(x, axesOf(axis, x), keepDims), dtype: "bool" };
    },
    lower: (l, inputs, { axis, keepDims }) => {
      const x = required(inputs, "x");
      return l.cast(reduce(l, op, l.cast(x, "int32"), axesOf(axis, x), keepDims), "bool");
    },
  });

const rangeLength = ({ start, stop, step }: tf.RangeAttrs) => Math.max(0, Math.ceil((stop - start) / step));

/** Sums and truths along an axis, and arithmetic progressions, which are constants. */
export const sequences: Record<string, Kernel> = {
  Cumsum: cumulativeSum,
  Any: logical("ReduceMax"),
  All: logical("ReduceMin"),
  Range: kernel<tf.RangeAttrs>({
    infer: (_, attrs) => ({ shape: [rangeLength(attrs)], dtype: attrs.dtype as DataType }),
    lower: (l, _, attrs) => {
      const values = Array.from({ length: rangeLength(attrs) }, (_, i) => attrs.start + i * attrs.step);
      const constant = attrs.dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values);
      return l.constant({ shape: [values.length], dtype: attrs.dtype as DataType, constant });
    },
  }),
  LinSpace: kernel<tf.LinSpaceAttrs>({
    infer: (_, { num }) => ({ shape: [num], dtype: "float32" }),
    lower: (l, _, { start, stop, num }) => {
      const step = num > 1 ? (stop - start) / (num - 1) : 0;
      const constant = Float32Array.from({ length: num }, (_, i) => start + i * step);
      return l.constant({ shape: [num], dtype: "float32", constant });
    },
  }),
};
