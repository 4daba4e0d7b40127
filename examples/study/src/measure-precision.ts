import type { Dataset } from "@faceseg/data";
import { argmax, classes } from "@faceseg/image";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { loadModel } from "@faceseg/model-files/node";
import { createSession, exportOnnx } from "@faceseg/onnx";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { seenBy } from "./data.ts";
import { floats } from "./floats.ts";
import { networks } from "./networks.ts";
import { type Precision, precisions } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

/**
 * Exports a saved network with its weights in ever fewer bits, and scores each file on the same pictures.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export async function measurePrecision(
  { name, key }: Cell,
  options: { config: Config; dataset: Dataset; files: RunFolder; signal: AbortSignal },
): Promise<Precision[]> {
  const { config, files, signal } = options;
  const dataset = seenBy(networks[name], options.dataset);
  const size = { width: config.size, height: config.size };
  const shape = { ...size, classes: classes.length };
  const model = await loadModel(files.model(key));
  const exported = precisions.map((precision) => ({
    precision,
    onnx: exportOnnx(model, { precision, outputName: "probabilities" }),
  }));
  model.dispose();
  const measured: Precision[] = [];
  for (const { precision, onnx } of exported) {
    const session = await createSession(onnx);
    const pictures: number[][] = [];
    try {
      for (const sample of dataset.samples) {
        signal.throwIfAborted();
        const { image, labels } = await sample.load({ size });
        const { probabilities } = await session.run({ images: floats(image) });
        const ids = argmax(probabilities as Float32Array, shape).data;
        const counts = new ConfusionMatrix(classes.length).update(labels.data, ids, size);
        pictures.push(Array.from(overlapsOf(counts).overlaps));
      }
    } finally {
      await session.dispose();
    }
    measured.push({ precision, bytes: onnx.length, pictures });
  }
  return measured;
}
