import type { Size } from "@faceseg/image";
import type { Port, SessionOptions } from "@faceseg/onnx/run";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backend/load-tfjs.ts";
import { highestIds } from "../predictor/class-ids.ts";
import type { Runner } from "../predictor/runner.ts";
import { checkFinite } from "../scores/check-scores.ts";
import { classesOf } from "../scores/from-scores.ts";
import { idsOf, probabilitiesOf } from "./questions.ts";
import type { ScoreNetwork } from "./score-network.ts";

/** What graphs are compiled for. */
export interface CompiledRequest {
  /** Of the input. */
  readonly size: Size;
  /** Images that run at once. */
  readonly batchSize: number;
  /** Whether probabilities are needed. */
  readonly probabilities: boolean;
}

/**
 * Runs a network compiled on ONNX Runtime: as one graph, that gives ids or, where they are asked for, probabilities. A
 * second graph would take the time and the memory of the first again.
 */
export async function compiledRunner(
  tf: Tfjs,
  network: ScoreNetwork,
  { size, batchSize, probabilities }: CompiledRequest,
  options: SessionOptions,
): Promise<Runner> {
  const { compile } = await import("@faceseg/onnx");
  const question = probabilities ? probabilitiesOf : idsOf;
  const { session } = await compile(
    ({ images }: Record<string, Tensor>) => question(tf, network, images as Tensor),
    {
      ...options,
      inputs: { images: { shape: [batchSize, size.height, size.width, 3] } },
      // Constant filters: ONNX Runtime folds batch normalization and blocks the channels itself.
      channelBlock: 0,
      optimization: "all",
    },
  );
  const numClasses = classesOf(network.layout.channels);
  const [, height, width] = (session.outputs["answer"] as Port).shape as [number, number, number];
  const answer = async (images: Float32Array) => {
    const { answer, check } = await session.run({ images });
    if (probabilities) return checkFinite(answer as Float32Array);
    checkFinite(check as Float32Array);
    return answer as Int32Array;
  };
  return {
    inputSize: size,
    numClasses,
    fixedBatch: batchSize,
    async ids(images) {
      const found = await answer(images);
      return probabilities
        ? highestIds(found as Float32Array, numClasses)
        : Uint8Array.from(found as Int32Array);
    },
    probabilities: async (images) => ({
      width,
      height,
      numClasses,
      data: (await answer(images)) as Float32Array,
    }),
    dispose: () => session.dispose(),
  };
}
