import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classes } from "@faceseg/image";
import { saveModel } from "@faceseg/model-files/node";
import { costEngines } from "../src/cost-engines.ts";
import { looksAtAllEngines, measureCosts } from "../src/measure-costs.ts";
import { networks } from "../src/networks.ts";
import { presets } from "../src/presets.ts";
import { costSchema } from "../src/results.ts";
import { runFolder } from "../src/run-folder.ts";
import { madeUpCosts } from "./made-up-details.ts";

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

test("measureCosts(cell) knows the layers of this project that a default has", async () => {
  const place = await mkdtemp(join(tmpdir(), "faceseg-costs-"));
  try {
    const files = runFolder(place);
    const config = { ...presets.full, size: 32, alpha: 0.35, width: 0.25 } as const;
    const model = networks["pspnet-default"].build(config, classes.length, 1);
    await saveModel(model, files.model("pspnet-default"));
    model.dispose();
    const cell = { name: "pspnet-default", seed: 1, key: "pspnet-default" } as const;
    const costs = await measureCosts(cell, files, new AbortController().signal);
    expect(looksAtAllEngines(costs)).toBe(true);
    expect(costs.engines[0]).toMatchObject({ engine: "onnxruntime", throughput: expect.any(Number) });
    expect(costs.absent.map(({ reason }) => reason).join()).not.toContain("Unknown layer");
  } finally {
    await rm(place, { recursive: true });
  }
}, 300_000);
