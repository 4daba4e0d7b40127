import { costEngines } from "../src/cost-engines.ts";
import { looksAtAllEngines } from "../src/measure-costs.ts";
import { costSchema } from "../src/results.ts";
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
