import { robustnessSuite } from "@faceseg/data/robustness";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { argmax, lapa11 } from "@faceseg/image";
import { Panel } from "../src/combinations/panel.ts";
import type { Recipe } from "../src/combinations/recipe.ts";
import { measureRobustness } from "../src/robustness/measure-robustness.ts";
import { tinyNetwork } from "./tiny-network.ts";

const dataset = syntheticFaces({ count: 2, size: 32, seed: 1 });
const conditions = robustnessSuite.filter(({ severity }) => severity === 2);
const options = { dataset, conditions, seed: 1 };
const together = (...of: string[]): Pick<Recipe, "of" | "views" | "decide"> => ({
  of,
  views: ["plain"],
  decide: (probabilities, shape) => argmax(probabilities, shape),
});

test("an ensemble of one scores under conditions what its network does, of two networks something else", async () => {
  const model = tinyNetwork({ seed: 1 });
  const panel = new Panel({
    size: 32,
    taxonomy: lapa11,
    load: async (name, size) => tinyNetwork({ size, seed: name === "a" ? 1 : 2 }),
  });
  try {
    const done: number[] = [];
    const alone = await measureRobustness(model, { ...options, onImage: (count) => done.push(count) });
    expect(done).toEqual([1, 2]);
    expect(alone.map(({ severity }) => severity)).toEqual(Array(26).fill(2));
    expect(new Set(alone.map(({ kind }) => kind)).size).toBe(26);
    for (const { family, counts, amodal, images } of alone) {
      expect(counts.reduce((a, b) => a + b)).toBe(2 * 32 * 32);
      expect(images).toHaveLength(2);
      expect(amodal !== null).toBe(family === "occlusion");
    }
    const where = { ...options, size: 32 };
    expect(await measureRobustness(panel.predict(together("a")), where)).toEqual(alone);
    expect(await measureRobustness(panel.predict(together("a", "b")), where)).not.toEqual(alone);
    const aborted = { ...where, signal: AbortSignal.abort(new Error("stopped")) };
    await expect(measureRobustness(panel.predict(together("a")), aborted)).rejects.toThrow("stopped");
  } finally {
    await panel.dispose();
    model.dispose();
  }
}, 120_000);
