import {
  combinationSchema,
  conditionSchema,
  measureCombinations,
  measureRobustness,
  type Results,
} from "@faceseg/evaluation";
import { z } from "zod";
import { type Recipe, recipes } from "../combinations.ts";
import type { Cell } from "../files/cells.ts";
import { once } from "../files/once.ts";
import type { Context } from "./context.ts";
import { countdown } from "./countdown.ts";
import { savedPanel } from "./models.ts";
import { conditionsOf } from "./test-network.ts";

/** Combinations of networks of the first seed, of those that are finished. */
export async function combine(finished: readonly Cell[], context: Context): Promise<Results["combinations"]> {
  const { folder, config, splits, signal, log } = context;
  const first = finished.filter(({ seed }) => seed === config.seed).map(({ name }) => name);
  const possible = recipes.filter(({ of }) => of.every((name) => first.includes(name)));
  const names = possible.map(({ name }) => name).join();
  const measured = await once(
    folder.combinations,
    z.array(combinationSchema),
    async () => {
      log(`Testing ${possible.length} combinations`);
      const panel = savedPanel(folder, config);
      const dataset = splits.test;
      const onImage = countdown("Combinations", dataset.samples.length);
      try {
        return await measureCombinations(possible, { panel, dataset, folder: config.data, signal, onImage });
      } finally {
        await panel.dispose();
      }
    },
    (old) => old.map(({ name }) => name).join() === names,
  );
  const complete: Results["combinations"] = [];
  for (const [i, combination] of measured.entries()) {
    complete.push({ ...combination, robustness: await robustnessOf(possible[i] as Recipe, context) });
  }
  return complete;
}

/** A combination under robustness conditions, where it is one to be tested so. */
async function robustnessOf(recipe: Recipe, { folder, config, splits, signal, log }: Context) {
  const conditions = conditionsOf(config);
  if (conditions.length === 0 || !recipe.isRobustnessTested) return null;
  return once(folder.finished(recipe.name, "robustness"), z.array(conditionSchema), async () => {
    log(`Testing ${recipe.label} under ${conditions.length} robustness conditions`);
    const panel = savedPanel(folder, config);
    const { size, numClasses } = panel;
    const dataset = splits.test;
    const onImage = countdown(recipe.label, dataset.samples.length);
    const options = { dataset, conditions, seed: config.seed, size, numClasses, signal, onImage };
    try {
      return await measureRobustness(panel.predict(recipe), options);
    } finally {
      await panel.dispose();
    }
  });
}
