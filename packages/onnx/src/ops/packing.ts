import * as tf from "@tensorflow/tfjs-core";
import { packingKey, pack as packKernel, unpack as unpackKernel } from "../kernels/packing.ts";
import { fromLayout, type Layout, rowMajor, toLayout } from "../lower/layout.ts";
import type { Packing } from "../lower/lowering.ts";
import { isTracing } from "../trace/tracing.ts";

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * One flat vector of many float32 tensors. The order of the elements inside each tensor is the compiler's business
 * (it keeps them as their gradients come), so use such vectors only elementwise, and {@link unpack} them.
 */
export function pack(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  if (isTracing())
    return tf
      .engine()
      .runKernel(packKernel, { ...tensors } as unknown as tf.NamedTensorMap) as unknown as tf.Tensor1D;
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]) as tf.Tensor1D));
}

/** The tensors of a vector made by {@link pack}, by their shapes. */
export function unpack(flat: tf.Tensor1D, shapes: readonly (readonly number[])[]): tf.Tensor[] {
  if (isTracing())
    return tf
      .engine()
      .runKernel(unpackKernel, { flat }, { shapes: shapes as number[][] }) as unknown as tf.Tensor[];
  const parts = tf.split(flat, shapes.map(size));
  return parts.map((part, i) => tf.reshape(part, [...(shapes[i] as readonly number[])]));
}

const layoutsOf = (shapes: readonly (readonly number[])[], packing: Packing): readonly Layout[] =>
  packing[packingKey(shapes)] ?? shapes.map((shape) => rowMajor(shape.length));

/** Packs row-major arrays on the host, in the element order of a compiled function. */
export function packArrays(
  arrays: readonly Float32Array[],
  shapes: readonly (readonly number[])[],
  packing: Packing,
): Float32Array {
  const layouts = layoutsOf(shapes, packing);
  const flat = new Float32Array(shapes.reduce((n, shape) => n + size(shape), 0));
  let offset = 0;
  for (const [i, shape] of shapes.entries()) {
    flat.set(toLayout(arrays[i] as Float32Array, shape, layouts[i] as Layout), offset);
    offset += size(shape);
  }
  return flat;
}

/** The row-major arrays of a vector packed in the element order of a compiled function. */
export function unpackArrays(
  flat: Float32Array,
  shapes: readonly (readonly number[])[],
  packing: Packing,
): Float32Array[] {
  const layouts = layoutsOf(shapes, packing);
  let offset = 0;
  return shapes.map((shape, i) => {
    const part = flat.subarray(offset, offset + size(shape));
    offset += size(shape);
    return fromLayout(part, shape, layouts[i] as Layout);
  });
}
