import { compile, loadRuntime } from "@faceseg/onnx";
import { probeChannelBlock } from "@faceseg/onnx/internal";
import * as tf from "@tensorflow/tfjs-core";
import { chooseEngine, createPredictor, type EngineName } from "../src/index.ts";
import { smallNetwork } from "./small-network.ts";

test("chooseEngine({}) takes onnxruntime where it is installed, and says what it runs on", async () => {
  const { chosen } = await chooseEngine({});
  expect(chosen.name).toBe("onnxruntime");
  expect(chosen.reason).toMatch(/^onnxruntime-node \d+\.\d+\.\d+ on cpu$/);
});

test("chooseEngine({ engine }) refuses an unknown name, naming those that exist", async () => {
  await expect(chooseEngine({ engine: "torch" as EngineName })).rejects.toThrow(
    'Expected `engine` to be one of "auto", "onnxruntime", "onnxruntime-web", "tensorflow", "webgpu", "tfjs", got "torch"',
  );
});

test("chooseEngine({ executionProviders }) takes the first that works and says why not the others", async () => {
  for (const engine of ["auto", "onnxruntime"] as const) {
    const { chosen } = await chooseEngine({ engine, executionProviders: ["nonsense", "cpu"] });
    expect(chosen.name).toBe("onnxruntime");
    expect(chosen.reason).toMatch(/onnxruntime-node \S+ on cpu; nonsense: not in this build, which has cpu/);
  }
});

test("chooseEngine({ executionProviders }) passes options of a provider through to ONNX Runtime", async () => {
  const { ort } = await loadRuntime("onnxruntime-node");
  const { InferenceSession } = ort as { InferenceSession: { create: typeof ort.InferenceSession.create } };
  const { create } = InferenceSession;
  const given: unknown[] = [];
  InferenceSession.create = (model, options) => {
    given.push(options?.["executionProviders"]);
    return create.call(InferenceSession, model, options);
  };
  try {
    const executionProviders = [{ name: "nonsense" }, { name: "cpu", useArena: false }];
    const predictor = await createPredictor(smallNetwork(), { executionProviders });
    expect(predictor.engine.reason).toMatch(/onnxruntime-node \S+ on cpu; nonsense: not in this build/);
    await predictor.dispose();
  } finally {
    InferenceSession.create = create;
  }
  expect(given.length).toBeGreaterThanOrEqual(2);
  for (const providers of given) expect(providers).toEqual([{ name: "cpu", useArena: false }]);
});

test("chooseEngine({ executionProviders }) throws where none works: the processor is used only when it is listed", async () => {
  const options = { engine: "onnxruntime", executionProviders: ["nonsense"] } as const;
  await expect(chooseEngine(options)).rejects.toThrow(
    /Engine "onnxruntime" cannot be used: none of executionProviders \[nonsense\] works.*add "cpu" to fall back/,
  );
  await expect(chooseEngine({ executionProviders: ["nonsense"] })).rejects.toThrow(/No engine can be used/);
});

test("chooseEngine({ engine: tensorflow }) puts back what tfjs-node calls and Node 23 has no more", async () => {
  const util = process.getBuiltinModule("node:util") as unknown as Record<string, unknown>;
  const { isNullOrUndefined, isArray } = util;
  Reflect.deleteProperty(util, "isNullOrUndefined");
  try {
    await chooseEngine({ engine: "tensorflow" }).catch(() => {}); // it may be absent
    const restored = util["isNullOrUndefined"] as (value: unknown) => boolean;
    expect([null, undefined, 0, ""].map(restored)).toEqual([true, true, false, false]);
  } finally {
    Object.assign(util, { isNullOrUndefined, isArray });
  }
});

test("chooseEngine({ executionProviders }) refuses engines that have none", async () => {
  await expect(chooseEngine({ engine: "tfjs", executionProviders: ["cuda"] })).rejects.toThrow(
    'Expected `engine` to be one of "auto", "onnxruntime", "onnxruntime-web" for executionProviders [cuda], got "tfjs"',
  );
});

test("chooseEngine({ engine: onnxruntime-web, threads }) reports the threads that WebAssembly has", async () => {
  const { chosen } = await chooseEngine({ engine: "onnxruntime-web", threads: 2 });
  expect(chosen.reason).toMatch(/onnxruntime-web \S+ on wasm, 2 threads$/);
  const later = await chooseEngine({ engine: "onnxruntime-web", threads: 1 });
  expect(later.chosen.reason).toMatch(/2 threads, not 1: the first session settled it$/);
});

test("chooseEngine({ engine: onnxruntime-web }) in Node refuses providers that would run on onnxruntime-node", async () => {
  await expect(chooseEngine({ engine: "onnxruntime-web", executionProviders: ["webgpu"] })).rejects.toThrow(
    /only "wasm" of executionProviders runs in Node, got "webgpu"/,
  );
});

const blocks = await probeChannelBlock("onnxruntime-node");
const maybe = blocks > 0 ? test : test.skip;

maybe(
  "onnxruntime-web runs on WebAssembly although onnxruntime-node is loaded (skipped without AVX2)",
  async () => {
    await loadRuntime("onnxruntime-node");
    const convolve = ({ x, w }: Record<string, tf.Tensor>) => ({
      y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    });
    const inputs = { x: { shape: [1, 6, 6, 32] }, w: { shape: [3, 3, 32, 32] } };
    const blocked = { inputs, channelBlock: blocks, threads: 1 };
    // Blocked convolutions exist in the native library only.
    const native = await compile(convolve, { ...blocked, runtime: "onnxruntime-node" });
    await native.session.dispose();
    await expect(compile(convolve, { ...blocked, runtime: "onnxruntime-web" })).rejects.toThrow(/Reorder/);
  },
);
