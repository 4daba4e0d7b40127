import * as tf from "@tensorflow/tfjs-core";
import { fromLayout, type Layout, rowMajor, toLayout } from "../lower/lowering/layout.ts";
import type { Packing } from "../lower/lowering/lowering.ts";
import { packingKey, pack as packKernel, unpack as unpackKernel } from "../lower/training/packing.ts";
import { isTracing } from "../trace/is-tracing.ts";

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * One flat vector of many float32 tensors. The compiler chooses the order of the elements inside each tensor, so use
 * such vectors only elementwise, and {@link unpack} them. See `lower` for how it chooses.
 */
export function pack(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  if (isTracing())
    return tf
      .engine()
      .runKernel(packKernel, { ...tensors } as unknown as tf.NamedTensorMap) as unknown as tf.Tensor1D;
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]) as tf.Tensor1D));
}

/** Splits a vector made by {@link pack} into tensors of `shapes`. */
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

/**
 * Packs row-major arrays on the host, in the element order of a compiled function.
 *
 * @param arrays One for each tensor.
 * @param shapes The shapes of the tensors.
 * @param packing The order, of the compiled function that reads the vector.
 */
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

/**
 * The row-major arrays of a vector that is packed in the element order of a compiled function.
 *
 * @param flat The vector.
 * @param shapes The shapes of its tensors.
 * @param packing The order, of the compiled function that made the vector.
 */
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
