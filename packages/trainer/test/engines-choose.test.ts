import { loadRuntime } from "@faceseg/onnx";
import { probeChannelBlock } from "@faceseg/onnx/internal";
import { chooseEngine } from "../src/engines/choose.ts";
import { adam, crossEntropyLoss } from "../src/index.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

test("chooseEngine({}) knows where the memory of a training can be estimated", async () => {
  expect((await chooseEngine({})).memoryIsEstimated).toBe(true);
  expect((await chooseEngine({ engine: "onnxruntime-web" })).memoryIsEstimated).toBe(false);
  expect((await chooseEngine({ engine: "tfjs" })).memoryIsEstimated).toBe(false);
});

test("chooseEngine({ executionProviders }) passes options of a provider through to ONNX Runtime", async () => {
  const { ort } = await loadRuntime("onnxruntime-node");
  await probeChannelBlock("onnxruntime-node"); // once for each process, in a session of its own
  const { InferenceSession } = ort as { InferenceSession: { create: typeof ort.InferenceSession.create } };
  const { create } = InferenceSession;
  const given: unknown[] = [];
  InferenceSession.create = (model, options) => {
    given.push(options?.["executionProviders"]);
    return create.call(InferenceSession, model, options);
  };
  try {
    const executionProviders = [{ name: "nonsense" }, { name: "cpu", useArena: false }];
    const { chosen, train } = await chooseEngine({ executionProviders });
    expect(chosen.reason).toMatch(/onnxruntime-node \S+ on cpu; nonsense: not in this build/);
    const engine = train(trainingPlan(tinyNetwork(), crossEntropyLoss(), adam()));
    await engine.step(stripes(0), 0.01, 1);
    await engine.dispose();
  } finally {
    InferenceSession.create = create;
  }
  expect(given.length).toBeGreaterThanOrEqual(2);
  for (const providers of given) expect(providers).toEqual([{ name: "cpu", useArena: false }]);
});
