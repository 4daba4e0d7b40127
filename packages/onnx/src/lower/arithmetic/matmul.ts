import type * as tf from "@tensorflow/tfjs-core";
import type { TensorSpec } from "../../graph/graph.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { rowMajor } from "../lowering/layout.ts";
import { broadcastShape } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { addBiasAndActivation, type Fused } from "./activations.ts";

function productShape(a: TensorSpec, b: TensorSpec, transposeA: boolean, transposeB: boolean): number[] {
  const batch = broadcastShape([
    { shape: a.shape.slice(0, -2), dtype: a.dtype },
    { shape: b.shape.slice(0, -2), dtype: b.dtype },
  ]);
  return [...batch, a.shape.at(transposeA ? -1 : -2) as number, b.shape.at(transposeB ? -2 : -1) as number];
}

/** The memory of a matrix, or of its transpose. */
function matrix(x: LoweredTensor, transposed: boolean): string {
  const layout = rowMajor(x.rank);
  return x.full(transposed ? layout.slice(0, -2) + layout.at(-1) + layout.at(-2) : layout);
}

const product = kernel<tf.BatchMatMulAttrs & Fused>({
  infer: (inputs, { transposeA, transposeB }) => ({
    shape: productShape(required(inputs, "a"), required(inputs, "b"), transposeA, transposeB),
    dtype: "float32",
  }),
  lower: (l, inputs, { transposeA, transposeB, ...fused }) => {
    const [a, b] = [required(inputs, "a"), required(inputs, "b")];
    const value = l.builder.op("MatMul", [matrix(a, transposeA), matrix(b, transposeB)]);
    const shape = productShape(a, b, transposeA, transposeB);
    return addBiasAndActivation(l, l.tensor(shape, rowMajor(shape.length), value), inputs, fused);
  },
});

/** Matrix products. */
export const matmul: Record<string, Kernel> = { BatchMatMul: product, _FusedMatMul: product };
