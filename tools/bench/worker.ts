// A process that runs one task and exits: its memory is its own, and engines in one process would share registries.
import type { Tasks } from "./task.ts";

const answers: { [Name in keyof Tasks]: (job: Tasks[Name]["job"]) => Promise<Tasks[Name]["answer"]> } = {
  async measure(job) {
    const { measureEngine } = await import("./measure-engine.ts");
    return measureEngine(job);
  },
  async file(job) {
    const { measureFile } = await import("./onnx-file.ts");
    return measureFile(job);
  },
  async cost(shape) {
    const { benchNetwork } = await import("./networks.ts");
    const { describeModel } = await import("@faceseg/trainer");
    const { macs, activationBytes, parameters } = describeModel(benchNetwork(shape));
    return { macs, activationBytes, parameters };
  },
  async peak({ threads }) {
    await import("./networks.ts");
    const { measurePeak } = await import("./peak.ts");
    return measurePeak(threads);
  },
  async engines() {
    const { presentEngines } = await import("./present-engines.ts");
    return presentEngines();
  },
  async inference(job) {
    const { benchNetwork } = await import("./networks.ts");
    const { compareInference } = await import("./plain-inference.ts");
    return compareInference(benchNetwork(job), job);
  },
  async profile(job) {
    const { benchNetwork } = await import("./networks.ts");
    const { profiled } = await import("./profile.ts");
    const { timeTraining } = await import("./training.ts");
    const { timeInference } = await import("./inference.ts");
    const model = benchNetwork(job);
    const train = await profiled(() => timeTraining(model, job, "onnxruntime"));
    return { train, infer: await profiled(() => timeInference(model, job, "onnxruntime")) };
  },
};

process.once("message", async ({ name, job }: { name: keyof Tasks; job: never }) => {
  const reply = await answers[name](job).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  process.send?.(reply, () => process.exit());
});
