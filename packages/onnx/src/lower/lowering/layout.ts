/** The order in which the logical dimensions of a tensor lie in memory, outermost first: "0312" is NCHW of NHWC. */
export type Layout = string;

/** Memory order of a logical NHWC tensor that ONNX calls NCHW. */
export const nchw: Layout = "0312";

/** Memory order of a logical HWIO filter that ONNX calls OIHW. */
export const oihw: Layout = "3201";

/** Memory order of a logical HWIO filter with its channels exchanged, IOHW. */
export const iohw: Layout = "2301";

/** The logical order itself. */
export const rowMajor = (rank: number): Layout => Array.from({ length: rank }, (_, i) => i).join("");

/** `shape` seen in the memory order of `layout`. */
export const arrange = <T>(shape: readonly T[], layout: Layout): T[] =>
  [...layout].map((dimension) => shape[Number(dimension)] as T);

/** Copies a row-major array of logical `shape` into the memory order of `layout`. */
export function toLayout(data: Float32Array, shape: readonly number[], layout: Layout): Float32Array {
  const order = [...layout].map(Number);
  const rank = shape.length;
  const strides = new Array<number>(rank).fill(1);
  for (let i = rank - 2; i >= 0; i--) strides[i] = (strides[i + 1] as number) * (shape[i + 1] as number);
  const sizes = arrange(shape, layout);
  const steps = order.map((dimension) => strides[dimension] as number);
  const index = new Array<number>(rank).fill(0);
  const out = new Float32Array(data.length);
  for (let i = 0, source = 0; i < out.length; i++) {
    out[i] = data[source] as number;
    for (let d = rank - 1; d >= 0; d--) {
      source += steps[d] as number;
      if (++(index[d] as number) < (sizes[d] as number)) break;
      source -= (steps[d] as number) * (sizes[d] as number);
      index[d] = 0;
    }
  }
  return out;
}

/** Copies an array in the memory order of `layout` back into row-major order of its logical `shape`. */
export function fromLayout(data: Float32Array, shape: readonly number[], layout: Layout): Float32Array {
  const order = [...layout].map(Number);
  const inverse = order.map((_, dimension) => order.indexOf(dimension)).join("");
  return toLayout(data, arrange(shape, layout), inverse);
}
