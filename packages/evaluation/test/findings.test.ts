import { holm } from "@faceseg/metrics";
import { findings } from "../src/compare/findings.ts";
import { combinationHypotheses, type Hypothesis, pairwise } from "../src/compare/hypothesis.ts";
import { boundaries, type Measure, meanIouOf, occluded, unoccluded } from "../src/compare/measures.ts";
import { beats, type CostName, type Test } from "../src/compare/test.ts";
import type { NetworkResults, Results } from "../src/results/index.ts";
import { madeUpResults } from "./made-up-results.ts";

const full = madeUpResults({ full: true });
const three = ["unet-2025", "pspnet-2025", "segnet-2025"];
const small = meanIouOf("eyes and lips", ["left eye", "right eye", "upper lip", "lower lip"]);
const best = (winner: string, measure?: Measure): Test =>
  beats(
    winner,
    three.filter((name) => name !== winner),
    measure && { measure },
  );
const cheapest = (cost: CostName): Test => ({
  kind: "cost",
  cost,
  winner: "segnet-2025",
  over: ["unet-2025", "pspnet-2025"],
});
const tests: Readonly<Record<string, Test>> = {
  overall: best("unet-2025"),
  "small-parts": best("unet-2025", small),
  boundaries: best("unet-2025", boundaries),
  fastest: cheapest("ms"),
  lightest: cheapest("parameters"),
  "fewest-operations": cheapest("MACs"),
  transfer: beats("unet", "unet-random", { pretrained: true }),
  "fine-tuning": beats("unet", "unet-frozen", { pretrained: true }),
  skips: beats("unet", "unet-no-skips"),
  unpooling: beats("segnet", ["segnet-bilinear", "segnet-transposed"]),
  pyramid: beats("pspnet", "pspnet-no-pyramid"),
  occlusion: { kind: "condition", of: three, higher: unoccluded, lower: occluded },
  ensembles: { kind: "combination", combination: "ensemble-study", over: three },
};
const hypotheses: readonly Hypothesis[] = [
  ...Object.entries(tests).map(([id, test]) => ({ id, topic: "Made up", statement: `${id}.`, test })),
  ...combinationHypotheses(full).filter(({ id }) => id !== "combination-ensemble-study"),
];

const options = { resamples: 200 };
// Few resamples cannot give p-values that survive the correction for that many comparisons.
const enough = { resamples: 2000 };
const examine = (results: Results, { resamples } = options) => findings(results, hypotheses, { resamples });
const all = examine(full, enough);
const of = (id: string, from = all) => {
  const found = from.find((finding) => finding.id === id);
  if (!found) throw new Error(`no finding ${id}`);
  return found;
};

/** Counts of 11 classes in which skin and background are right and the eyes hit `hits` of 10 pixels. */
function eyes(hits: number): number[] {
  const counts = new Array<number>(121).fill(0);
  counts[0] = 500;
  counts[12] = 300;
  for (const id of [4, 5]) {
    counts[id * 12] = hits;
    counts[id * 11] = 10 - hits;
  }
  return counts;
}

type Hits = readonly number[];

function withEyes({ unet, pspnet, segnet }: { unet: Hits; pspnet: Hits; segnet: Hits }): Results {
  const hits: Record<string, Hits> = { "unet-2025": unet, "pspnet-2025": pspnet, "segnet-2025": segnet };
  const results = madeUpResults();
  const networks = results.networks.map((network): NetworkResults => {
    const images = (hits[network.name] ?? []).map((count, i) => ({ id: `face-${i}`, counts: eyes(count) }));
    return { ...network, test: { ...network.test, images } };
  });
  return { ...results, networks };
}

describe("findings(results, hypotheses)", () => {
  test("gives every hypothesis once, and JSON that reads back the same", () => {
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual([
      ...Object.keys(tests),
      "combination-tta-flip",
      "combination-ensemble-defaults",
      "combination-islands",
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  });

  test("compares the networks in pairs where no hypotheses are given", () => {
    const results = madeUpResults();
    const found = findings(results, undefined, options);
    expect(found).toEqual(findings(results, pairwise(results), options));
    expect(found.map(({ statement }) => statement)).toEqual([
      "U-Net (2025 study) beats PSPNet (2025 study).",
      "U-Net (2025 study) beats SegNet (2025 study).",
      "PSPNet (2025 study) beats SegNet (2025 study).",
    ]);
  });

  test("compares the ensemble with each of its networks, and says when there is none", () => {
    const { comparisons } = of("ensembles");
    expect(comparisons.map(({ winner, other }) => `${winner} > ${other}`)).toEqual([
      "Mean of the 2025 study's > U-Net (2025 study)",
      "Mean of the 2025 study's > PSPNet (2025 study)",
      "Mean of the 2025 study's > SegNet (2025 study)",
    ]);
    for (const { effect } of comparisons) expect(effect).toBeGreaterThan(0);
    expect(of("ensembles", examine({ ...full, combinations: [] })).reason).toBe(
      "the run has no ensemble-study",
    );
  });

  test("names what a combination is compared with, and says when it is missing", () => {
    const { statement, comparisons, reason } = of("combination-islands");
    expect(statement).toBe(
      "Cleaning up masks helps: Mean of the defaults, no islands beats Mean of the defaults.",
    );
    expect([comparisons.length, reason]).toEqual([1, null]);
    const combinations = full.combinations.filter(({ name }) => name !== "ensemble-defaults");
    expect(of("combination-islands", examine({ ...full, combinations }))).toMatchObject({
      comparisons: [],
      reason: "the run has no ensemble-defaults",
    });
  });

  test("tests everything that a full run measured", () => {
    expect(all.filter(({ reason }) => reason !== null)).toEqual([]);
    const verdicts = new Set(all.map(({ verdict }) => verdict));
    expect(verdicts).toEqual(new Set(["supported", "refuted", "undecided at this size"]));
  });

  test("says what a small run lacks", () => {
    const few = examine(madeUpResults());
    expect(of("small-parts", few).reason).toBeNull();
    expect(of("boundaries", few)).toMatchObject({
      verdict: "not tested in this run",
      reason: "boundary IoU in the narrowest band was not measured",
      comparisons: [],
    });
    expect(of("skips", few).reason).toBe("the run has no unet, unet-no-skips");
    expect(of("occlusion", few).reason).toBe("mean IoU of occluded faces was not measured");
  });

  test("says that costs are unknown where nothing was timed or described", () => {
    const networks = full.networks.map((network) => ({
      ...network,
      architecture: null,
      test: { ...network.test, latency: null },
    }));
    const found = examine({ ...full, networks });
    expect(of("fastest", found).reason).toBe("no times were taken");
    expect(of("lightest", found).reason).toBe("parameters are not known");
    expect(of("fewest-operations", found).reason).toBe("operations are not known");
  });

  test("does not call random against random weights transfer learning", () => {
    const networks = full.networks.map((network) => ({
      ...network,
      training: network.training && { ...network.training, pretrained: null },
    }));
    for (const results of [
      { ...full, networks },
      { ...full, networks: networks.map((network) => ({ ...network, training: null })) },
    ]) {
      const untrained = examine(results);
      for (const id of ["transfer", "fine-tuning"]) {
        expect(of(id, untrained).reason).toBe("no pretrained weights were given");
      }
    }
    expect(of("transfer").verdict).toBe("supported");
  });

  test("scores small parts as hand-computed: IoU of both eyes, other parts being absent", () => {
    // Hits of 10 pixels an eye: 32 of 40, 20 of 40, 24 of 40.
    const hits = { unet: [8, 8, 8, 8], pspnet: [5, 5, 5, 5], segnet: [6, 6, 6, 6] };
    const { comparisons, verdict, measure } = of("small-parts", examine(withEyes(hits), enough));
    expect(measure).toBe("mean IoU of eyes and lips");
    expect(verdict).toBe("supported");
    expect(comparisons.map(({ other }) => other)).toEqual(["PSPNet (2025 study)", "SegNet (2025 study)"]);
    expect(comparisons[0]?.values).toEqual([0.8, 0.5]);
    expect(comparisons[0]?.effect).toBeCloseTo(0.3);
    expect(comparisons[1]).toMatchObject({ low: comparisons[1]?.high });
    expect(comparisons[1]?.effect).toBeCloseTo(0.2);
  });

  test("refutes a sentence that one comparison speaks against, and leaves open what could be chance", () => {
    const worse = { unet: [5, 5, 5, 5], pspnet: [8, 8, 8, 8], segnet: [2, 2, 2, 2] };
    expect(of("small-parts", examine(withEyes(worse), enough)).verdict).toBe("refuted");
    const mixed = { unet: [8, 2, 8, 2], pspnet: [2, 7, 2, 8], segnet: [1, 1, 1, 1] };
    expect(of("small-parts", examine(withEyes(mixed), enough)).verdict).toBe("undecided at this size");
  });

  test("leaves open what another seed might reverse where networks were trained once, not where twice", () => {
    const lead = (less: number) => {
      const others = [1, 2, 3, 4].map(() => 8 - less);
      return withEyes({ unet: [8, 8, 8, 8], pspnet: others, segnet: others });
    };
    const verdict = (results: Results) => of("small-parts", examine(results, enough)).verdict;
    expect(verdict(lead(0.05))).toBe("undecided at this size"); // IoU .8 against .795
    expect(verdict(lead(0.2))).toBe("supported");
    const { networks, ...rest } = lead(0.05);
    const again = networks.map((network) => ({ ...network, seed: 2, key: `${network.name}-seed2` }));
    expect(verdict({ ...rest, networks: [...networks, ...again] })).toBe("supported");
  });

  test("corrects the p-values of all comparisons together by Holm's method", () => {
    const scores = all.flatMap(({ comparisons }) => comparisons).filter(({ p }) => p !== null);
    expect(scores.length).toBeGreaterThan(19);
    expect(scores.map(({ corrected }) => corrected)).toEqual(holm(scores.map(({ p }) => p ?? Number.NaN)));
  });

  test("compares two seeds by the mean of their scores", () => {
    const [{ values = [0, 0] } = {}] = of("skips").comparisons;
    const [first = [0, 0], second = [0, 0]] = [1, 2].map((seed) => {
      const networks = full.networks.filter((network) => network.seed === seed);
      return of("skips", examine({ ...full, networks })).comparisons[0]?.values;
    });
    expect(values[0]).toBeCloseTo((first[0] + second[0]) / 2, 12);
    expect(values[1]).toBeCloseTo((first[1] + second[1]) / 2, 12);
  });

  test("takes counted costs as facts, and times where the slow tenth of one beats the median of the other", () => {
    expect(of("lightest").verdict).toBe("refuted");
    expect(of("lightest").comparisons[0]).toMatchObject({ unit: "parameters", low: null, p: null });
    const timed = (p50: number, p90: number) => {
      const networks = full.networks.map((network) =>
        network.name === "segnet-2025"
          ? { ...network, test: { ...network.test, latency: { images: 40, p50, p90, engine: "none" } } }
          : network,
      );
      return of("fastest", examine({ ...full, networks })).verdict;
    };
    expect(timed(1, 2)).toBe("supported");
    expect(timed(1, 9)).toBe("undecided at this size");
    expect(timed(8, 9)).toBe("refuted");
  });
});
