import { findings, type Results } from "@faceseg/evaluation";
import { madeUpResults } from "../../../packages/evaluation/test/made-up-results.ts";
import { recipes } from "../src/combinations.ts";
import { networkNames } from "../src/config/network-names.ts";
import { hypotheses, hypothesesOf } from "../src/hypotheses.ts";

const full = madeUpResults({ full: true });
// Few resamples cannot give p-values that survive the correction for forty comparisons.
const all = findings(full, hypothesesOf(full), { resamples: 2000 });
const of = (id: string, from = all) => {
  const found = from.find((finding) => finding.id === id);
  if (!found) throw new Error(`no finding ${id}`);
  return found;
};

test("hypothesesOf(results) gives every hypothesis and combination once", () => {
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([
    ...hypotheses.map(({ id }) => id),
    "combination-tta-flip",
    "combination-ensemble-defaults",
    "combination-islands",
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("hypotheses have a sentence for every conclusion of the 2025 study, and know every network and combination", () => {
  const conclusions = {
    "U-Net is best on small parts and boundaries": ["small-parts", "boundaries"],
    "PSPNet is best on global structure": ["outline", "weighted"],
    "SegNet is fastest and lightest": ["fastest", "lightest", "fewest-operations"],
    "transfer learning helps": ["transfer"],
    "skips matter": ["skips"],
    "ensembles help": ["ensembles"],
  };
  const [first] = all;
  const concluded = all.filter(({ topic }) => topic === first?.topic).map(({ id }) => id);
  expect(concluded).toEqual(Object.values(conclusions).flat());
  for (const { test } of hypotheses) {
    if (test.kind === "combination") expect(recipes.map(({ name }) => name)).toContain(test.combination);
    const names = test.kind === "condition" ? test.of : test.over;
    for (const name of names) expect(networkNames).toContain(name);
    if ("winner" in test) expect(networkNames).toContain(test.winner);
  }
});

test("a full run tests every hypothesis, and each verdict occurs", () => {
  expect(all.filter(({ reason }) => reason !== null)).toEqual([]);
  const verdicts = new Set(all.map(({ verdict }) => verdict));
  expect(verdicts).toEqual(new Set(["supported", "refuted", "undecided at this size"]));
  expect(all.flatMap(({ comparisons }) => comparisons).filter(({ p }) => p !== null).length).toBeGreaterThan(
    25,
  );
});

test("the hypotheses about the study compare its own networks, those about its choices the default ones", () => {
  const sides = (id: string) => of(id).comparisons.map(({ winner, other }) => `${winner} > ${other}`);
  expect(sides("small-parts")).toEqual([
    "U-Net (2025 study) > PSPNet (2025 study)",
    "U-Net (2025 study) > SegNet (2025 study)",
  ]);
  expect(sides("ensembles")).toEqual([
    "Mean of the 2025 study's > U-Net (2025 study)",
    "Mean of the 2025 study's > PSPNet (2025 study)",
    "Mean of the 2025 study's > SegNet (2025 study)",
  ]);
  expect(sides("skips")).toEqual(["U-Net > U-Net, no skips"]);
  expect(sides("default-unet")).toEqual(["U-Net > U-Net (2025 study)"]);
});

test("a run of the three networks says what it lacks", () => {
  const results: Results = madeUpResults();
  const few = findings(results, hypothesesOf(results), { resamples: 200 });
  expect(of("small-parts", few).reason).toBeNull();
  expect(of("skips", few).reason).toBe("the run has no unet, unet-no-skips");
  expect(of("occlusion", few).reason).toBe("mean IoU of occluded faces was not measured");
  expect(of("ensembles", few).reason).toBe("the run has no ensemble-study");
});
