import type { Dataset } from "@faceseg/data";
import { argmax, type Size, toSize } from "@faceseg/image";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { createSession, exportOnnx } from "@faceseg/onnx";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type PrecisionResults, precisions } from "../results/measurement-schemas.ts";
import { floats } from "./floats.ts";

/** Options of `measurePrecision`. */
export interface PrecisionOptions {
  /** Images with their truth. */
  readonly dataset: Dataset;
  /** Stops before the next image. */
  readonly signal?: AbortSignal;
}

/**
 * Exports a model to ONNX with its weights in float32, float16 and int8, and scores each file on the same images.
 *
 * @throws {RangeError} for a model whose input size is not fixed.
 * @throws the signal's reason when it is aborted.
 */
export async function measurePrecision(
  model: LayersModel,
  { dataset, signal }: PrecisionOptions,
): Promise<PrecisionResults[]> {
  const { size, numClasses } = shapeOf(model);
  const exported = precisions.map((precision) => ({
    precision,
    onnx: exportOnnx(model, { precision, outputName: "probabilities" }),
  }));
  const measured: PrecisionResults[] = [];
  for (const { precision, onnx } of exported) {
    const session = await createSession(onnx);
    const images: number[][] = [];
    try {
      for (const sample of dataset.samples) {
        signal?.throwIfAborted();
        const { image, labels } = await sample.load({ size });
        const { probabilities } = await session.run({ images: floats(image) });
        const ids = argmax(probabilities as Float32Array, { ...size, numClasses }).data;
        const counts = new ConfusionMatrix(numClasses).update(labels.data, ids, { width: size.width });
        images.push(Array.from(overlapsOf(counts).overlaps));
      }
    } finally {
      await session.dispose();
    }
    measured.push({ precision, bytes: onnx.length, images });
  }
  return measured;
}

function shapeOf({ inputs, outputs }: LayersModel): { size: Size; numClasses: number } {
  const [, height, width] = inputs[0]?.shape ?? [];
  return {
    size: toSize({ width: width ?? 0, height: height ?? 0 }),
    numClasses: Number(outputs[0]?.shape.at(-1)),
  };
}
