import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argmax, classes } from "@faceseg/image";
import { saveModel } from "@faceseg/model-files/node";
import type { Recipe } from "../src/combinations.ts";
import type { Config } from "../src/config.ts";
import { openSplits } from "../src/data.ts";
import { measureEnsembleRobustness, measureRobustness } from "../src/measure-robustness.ts";
import type { NetworkName } from "../src/network-names.ts";
import { networks } from "../src/networks.ts";
import { presets } from "../src/presets.ts";
import { runFolder } from "../src/run-folder.ts";

const config: Config = {
  ...presets.full,
  size: 32,
  faces: { train: 1, validation: 1, test: 2 },
  alpha: 0.35,
  width: 0.25,
  robustness: { severities: [2] },
};
const { signal } = new AbortController();
const together = (...of: NetworkName[]): Recipe => ({
  name: "ensemble",
  label: "Ensemble",
  kind: "ensemble",
  of,
  against: "unet",
  views: ["plain"],
  decide: (probabilities, shape) => argmax(probabilities, shape),
});

test("an ensemble of one scores under hardships what its network does, of two networks something else", async () => {
  const place = await mkdtemp(join(tmpdir(), "faceseg-hardships-"));
  try {
    const files = runFolder(place);
    for (const name of ["unet", "unet-default"] as const) {
      const model = networks[name].build(config, classes.length, 1);
      await saveModel(model, files.model(name));
      model.dispose();
    }
    const where = { label: "U-Net", config, dataset: (await openSplits(config)).test, files, signal };
    const alone = await measureRobustness({ name: "unet", seed: 1, key: "unet" }, where);
    expect(alone.map(({ severity }) => severity)).toEqual(Array(26).fill(2));
    expect(new Set(alone.map(({ kind }) => kind)).size).toBe(26);
    for (const { family, counts, amodal, pictures } of alone) {
      expect(counts.reduce((a, b) => a + b)).toBe(2 * 32 * 32);
      expect(pictures).toHaveLength(2);
      expect(amodal !== null).toBe(family === "occlusion");
    }
    expect(await measureEnsembleRobustness(together("unet"), where)).toEqual(alone);
    expect(await measureEnsembleRobustness(together("unet", "unet-default"), where)).not.toEqual(alone);
    const aborted = { ...where, signal: AbortSignal.abort(new Error("stopped")) };
    await expect(measureEnsembleRobustness(together("unet"), aborted)).rejects.toThrow("stopped");
  } finally {
    await rm(place, { recursive: true });
  }
}, 120_000);
