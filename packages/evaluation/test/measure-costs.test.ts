import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { saveModel } from "@faceseg/model-files/node";
import { sequential } from "@tensorflow/tfjs-layers";
import { costEngines } from "../src/costs/cost-engines.ts";
import { looksAtAllEngines, measureCosts } from "../src/costs/measure-costs.ts";
import { costSchema } from "../src/results/index.ts";
import { Doubling } from "./doubling-layer.ts";
import { madeUpCosts } from "./made-up-details.ts";
import { tinyNetwork } from "./tiny-network.ts";

test("looksAtAllEngines(costs) is false for what an older version measured, which had no absent engines", () => {
  const { absent: _, ...older } = madeUpCosts(1);
  const read = costSchema.parse(older);
  expect(read.absent).toEqual([]);
  expect(looksAtAllEngines(read)).toBe(false);
});

test("looksAtAllEngines(costs) is true once every engine has figures or a reason", () => {
  const [first, ...others] = costEngines.map(({ label }) => label);
  const [figures] = madeUpCosts(1).engines;
  if (!figures || first === undefined) throw new Error("no engine");
  const costs = {
    ...madeUpCosts(1),
    engines: [{ ...figures, engine: first }],
    absent: others.map((engine) => ({ engine, reason: "not installed" })),
  };
  expect(looksAtAllEngines(costs)).toBe(true);
  expect(looksAtAllEngines({ ...costs, absent: costs.absent.slice(1) })).toBe(false);
});

describe("measureCosts(folder, { modules })", () => {
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "faceseg-costs-"));
    const model = sequential({ layers: [...tinyNetwork().layers.slice(0, 1), new Doubling({})] });
    await saveModel(model, join(place, "model"));
    model.dispose();
  });
  afterAll(() => rm(place, { recursive: true }));

  test("measures every engine that is present, and knows the layers that a module registers", async () => {
    const modules = [new URL("./doubling-layer.ts", import.meta.url).href];
    const costs = await measureCosts(join(place, "model"), { modules });
    expect(costSchema.parse(costs)).toEqual(costs);
    expect(looksAtAllEngines(costs)).toBe(true);
    expect(costs.engines[0]).toMatchObject({ engine: "onnxruntime", throughput: expect.any(Number) });
    expect(costs.absent.map(({ reason }) => reason).join()).not.toContain("Unknown layer");
    expect(costs.files.map(({ format }) => format)).toEqual(["ONNX, float32", "TensorFlow.js, float32"]);
  }, 300_000);

  test("says why no engine could be measured", async () => {
    await expect(measureCosts(join(place, "model"))).rejects.toThrow(
      /^No engine could be measured: onnxruntime: .*Doubling/,
    );
  }, 300_000);

  test("stops at the signal", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(measureCosts(join(place, "model"), { signal })).rejects.toThrow("stopped");
  });
});
