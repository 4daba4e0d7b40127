import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contestant } from "../contest.ts";
import { measure, measurePython } from "../measure.ts";
import type { Job } from "../task.ts";

const script = fileURLToPath(new URL("published.py", import.meta.url));

/** A published segmentation network from torchvision, for inference on plain ONNX Runtime. */
export function publishedContestant(python: string, job: Job): Contestant {
  const { size, batch, threads } = job;
  const path = join(dirname(dirname(python)), `lraspp-${size}x${size}-batch-${batch}.onnx`);
  let written: Promise<unknown> | undefined;
  const measureIt = async () => {
    written ??= measurePython(python, script, { size, batch, path });
    await written;
    return measure("file", { ...job, path });
  };
  const candidates = [{ setting: "", measure: measureIt }];
  return { network: "lraspp-mobilenet-v3-large", engine: "onnxruntime-plain", threads, candidates };
}
