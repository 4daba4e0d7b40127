import { z } from "zod";
import type { Cell } from "./cells.ts";
import { type Recipe, recipes } from "./combinations.ts";
import type { Context } from "./context.ts";
import { measureCombinations } from "./measure-combinations.ts";
import { hardships, measureEnsembleRobustness } from "./measure-robustness.ts";
import { once } from "./once.ts";
import { combinationSchema, conditionSchema, type Results } from "./results.ts";

/** Combinations of networks of the first seed, of those that are finished. */
export async function combine(finished: readonly Cell[], context: Context): Promise<Results["combinations"]> {
  const { folder, config, splits, signal, log } = context;
  const first = finished.filter(({ seed }) => seed === config.seed).map(({ name }) => name);
  const possible = recipes.filter(({ of }) => of.every((name) => first.includes(name)));
  const names = possible.map(({ name }) => name).join();
  const measured = await once(
    folder.combinations,
    z.array(combinationSchema),
    () => {
      log(`Testing ${possible.length} combinations`);
      const where = { files: folder, folder: config.data };
      return measureCombinations(possible, { config, dataset: splits.test, ...where, signal });
    },
    (old) => old.map(({ name }) => name).join() === names,
  );
  const complete: Results["combinations"] = [];
  for (const [i, combination] of measured.entries()) {
    complete.push({ ...combination, robustness: await endure(possible[i] as Recipe, context) });
  }
  return complete;
}

/** A combination under hardships, where it is one to be tested so. */
async function endure(recipe: Recipe, { folder, config, splits, signal, log }: Context) {
  if (!config.robustness || !recipe.underHardships) return null;
  return once(folder.finished(recipe.name, "robustness"), z.array(conditionSchema), () => {
    const { label } = recipe;
    log(`Testing ${label} under ${hardships(config).length} hardships`);
    return measureEnsembleRobustness(recipe, { label, config, dataset: splits.test, files: folder, signal });
  });
}
