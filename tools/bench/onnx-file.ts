import { createSession, loadRuntime } from "@faceseg/onnx";
import { callsPerStep } from "./inference.ts";
import { noise } from "./noise.ts";
import { timeInTurn } from "./stopwatch.ts";
import type { FileJob, Times } from "./task.ts";

/** Times inference of an ONNX file that takes `images`, [batch, 3, size, size], as ONNX Runtime runs it best. */
export async function measureFile({ path, ...job }: FileJob): Promise<Times> {
  const { ort } = await loadRuntime("onnxruntime-node");
  const options = { runtime: "onnxruntime-node", threads: job.threads, optimization: "all" } as const;
  const session = await createSession(path, options);
  const { images } = noise(job);
  const infer = () => session.run({ images });
  const times = await timeInTurn({ infer }, { calls: job.steps * callsPerStep, seconds: job.seconds });
  await session.dispose();
  const peakRssMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { train: [], infer: times.infer, peakRssMb, version: ort.env.versions.node ?? "unknown" };
}
