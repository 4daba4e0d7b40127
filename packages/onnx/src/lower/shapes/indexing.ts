import * as tf from "@tensorflow/tfjs-core";
import { TraceError } from "../../errors/trace-error.ts";
import type { TensorSpec } from "../../graph/graph.ts";
import { elementType } from "../../onnx/model.ts";
import { axisOf } from "../lowering/axes.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

const plain = (x: LoweredTensor) => x.full(rowMajor(x.rank));
const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);
const int64 = (l: Lowering, value: string) => l.builder.op("Cast", [value], { to: elementType.int64 });

function gatheredShape(x: TensorSpec, indices: TensorSpec, axis: number, batchDims: number): number[] {
  if (batchDims > 0)
    throw new TraceError("gather with batchDims cannot be compiled; gather from each item, then stack");
  const at = axisOf(axis, x);
  return [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
}

const gather = kernel<tf.GatherV2Attrs>({
  infer: (inputs, { axis, batchDims }) => {
    const x = required(inputs, "x");
    return { shape: gatheredShape(x, required(inputs, "indices"), axis, batchDims), dtype: x.dtype };
  },
  lower: (l, inputs, { axis, batchDims }) => {
    const [x, indices] = [required(inputs, "x"), required(inputs, "indices")];
    const shape = gatheredShape(x, indices, axis, batchDims);
    const value = l.builder.op("Gather", [plain(x), plain(indices)], { axis: axisOf(axis, x) });
    return l.tensor(shape, rowMajor(shape.length), value, x.dtype);
  },
});

const gatherNdShape = (params: TensorSpec, indices: TensorSpec) => [
  ...indices.shape.slice(0, -1),
  ...params.shape.slice(indices.shape.at(-1)),
];

const gatherNd: Kernel = {
  infer: (inputs) => {
    const params = required(inputs, "params");
    return { shape: gatherNdShape(params, required(inputs, "indices")), dtype: params.dtype };
  },
  lower: (l, inputs) => {
    const [params, indices] = [required(inputs, "params"), required(inputs, "indices")];
    const shape = gatherNdShape(params, indices);
    const value = l.builder.op("GatherND", [plain(params), int64(l, plain(indices))]);
    return l.tensor(shape, rowMajor(shape.length), value, params.dtype);
  },
};

const segmentsShape = (x: TensorSpec, numSegments: number) => [numSegments, ...x.shape.slice(1)];

/** The gradient of gather: rows of `x` added up by their ids, in their order. */
const segmentSum = kernel<tf.UnsortedSegmentSumAttrs>({
  infer: (inputs, { numSegments }) => {
    const x = required(inputs, "x");
    return { shape: segmentsShape(x, numSegments), dtype: x.dtype };
  },
  lower: (l, inputs, { numSegments }) => {
    const [x, ids] = [required(inputs, "x"), required(inputs, "segmentIds")];
    const [rows, inner] = [x.shape[0] as number, product(x.shape.slice(1))];
    const zeros = l.builder.op("Expand", [
      plain(l.fill(0, [1, 1], x.dtype)),
      l.builder.ints([numSegments, inner]),
    ]);
    const columns = l.builder.op("Expand", [
      l.builder.reshape(plain(ids), [rows, 1]),
      l.builder.ints([rows, inner]),
    ]);
    const updates = l.builder.reshape(plain(x), [rows, inner]);
    // ScatterND would add in parallel, in no fixed order.
    const sums = l.builder.op("ScatterElements", [zeros, columns, updates], { axis: 0, reduction: "add" });
    const shape = segmentsShape(x, numSegments);
    return l.tensor(shape, rowMajor(shape.length), l.builder.reshape(sums, shape), x.dtype);
  },
});

function strided(x: TensorSpec, attrs: tf.StridedSliceAttrs) {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const masks = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
  return tf.slice_util.sliceInfo([...x.shape], begin, end, strides, ...masks);
}

/** ONNX counts negative ends from the end; one before the first element is written so. */
const beforeFirst = -(2 ** 31);

const stridedSlice = kernel<tf.StridedSliceAttrs>({
  infer: (inputs, attrs) => {
    const x = required(inputs, "x");
    return { shape: strided(x, attrs).finalShape, dtype: x.dtype };
  },
  lower: (l, inputs, attrs) => {
    const x = required(inputs, "x");
    const { begin, end, strides, finalShape } = strided(x, attrs);
    const ends = end.map((e, i) => ((strides[i] as number) < 0 && e < 0 ? beforeFirst : e));
    const axes = x.shape.map((_, i) => i);
    const value = l.builder.op("Slice", [
      plain(x),
      ...[begin, ends, axes, strides].map((v) => l.builder.ints(v)),
    ]);
    return l.tensor(finalShape, rowMajor(finalShape.length), l.builder.reshape(value, finalShape), x.dtype);
  },
});

function reversed(l: Lowering, x: LoweredTensor, dims: readonly number[]): LoweredTensor {
  if (dims.length === 0) return x;
  const layout = x.naturalLayout;
  const axes = dims.map((dim) => layout.indexOf(`${axisOf(dim, x)}`));
  const all = (value: number) => l.builder.ints(axes.map(() => value));
  const ends = all(beforeFirst);
  const value = l.builder.op("Slice", [x.full(layout), all(-1), ends, l.builder.ints(axes), all(-1)]);
  return l.tensor(x.shape, layout, value, x.dtype);
}

const topShape = (x: TensorSpec, k: number) => [...x.shape.slice(0, -1), k];

/** Index arithmetic: gathering, strided and reversed slices, the largest elements. */
export const indexing: Record<string, Kernel> = {
  GatherV2: gather,
  GatherNd: gatherNd,
  UnsortedSegmentSum: segmentSum,
  StridedSlice: stridedSlice,
  Reverse: kernel<tf.ReverseAttrs>({
    infer: (inputs) => required(inputs, "x"),
    lower: (l, inputs, { dims }) => reversed(l, required(inputs, "x"), [dims].flat()),
  }),
  FlipLeftRight: {
    infer: (inputs) => required(inputs, "image"),
    lower: (l, inputs) => reversed(l, required(inputs, "image"), [2]),
  },
  TopK: kernel<tf.TopKAttrs>({
    infer: (inputs, { k }) => {
      const x = required(inputs, "x");
      return [
        { shape: topShape(x, k), dtype: x.dtype },
        { shape: topShape(x, k), dtype: "int32" },
      ];
    },
    lower: (l, inputs, { k }) => {
      const x = required(inputs, "x");
      const outputs = l.builder.ops("TopK", [plain(x), l.builder.ints([k])], { axis: -1 }, { outputs: 2 });
      const [values, positions] = outputs as [string, string];
      const indices = l.builder.op("Cast", [positions], { to: elementType.int32 });
      const wrap = (value: string, dtype: TensorSpec["dtype"]) =>
        l.tensor(topShape(x, k), rowMajor(x.rank), value, dtype);
      return [wrap(values, x.dtype), wrap(indices, "int32")];
    },
  }),
};
