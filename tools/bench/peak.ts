import { compile } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { timeInTurn } from "./stopwatch.ts";

const side = 2048;

/**
 * The machine's measured peak in GFLOP/s: the fastest of several square float32 matrix products through ONNX Runtime on
 * `threads` threads (a multiply-accumulate is 2 FLOP).
 */
export async function measurePeak(threads: number): Promise<number> {
  const shape = [side, side];
  const { session } = await compile(
    ({ a, b }) => ({ product: tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D) }),
    { inputs: { a: { shape }, b: { shape } }, threads },
  );
  const matrix = Float32Array.from({ length: side * side }, (_, i) => Math.sin(i));
  const into = { product: new Float32Array(side * side) };
  const multiply = () => session.run({ a: matrix, b: matrix }, into);
  const times = await timeInTurn({ multiply }, { calls: 12, seconds: 4 });
  await session.dispose();
  return (2 * side ** 3) / Math.min(...times.multiply) / 1e6;
}
