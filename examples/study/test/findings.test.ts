import { holm } from "@faceseg/metrics";
import { recipes } from "../src/combinations.ts";
import { findings } from "../src/findings/findings.ts";
import { hypotheses } from "../src/findings/hypotheses.ts";
import type { NetworkResults, Results } from "../src/results.ts";
import { madeUpResults } from "./made-up-results.ts";

const full = madeUpResults({ full: true });
const options = { resamples: 200 };
// Few resamples cannot give p-values that survive the correction for forty comparisons.
const enough = { resamples: 2000 };
const all = findings(full, enough);
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

function withEyes(hits: Record<string, readonly number[]>): Results {
  const results = madeUpResults();
  const networks = results.networks.map((network): NetworkResults => {
    const pictures = (hits[network.name] ?? []).map((count, i) => ({ id: `face-${i}`, counts: eyes(count) }));
    return { ...network, test: { ...network.test, pictures } };
  });
  return { ...results, networks };
}

describe("findings(results)", () => {
  test("gives every hypothesis and combination once, and JSON that reads back the same", () => {
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual([
      ...hypotheses.map(({ id }) => id),
      "combination-tta-flip",
      "combination-ensemble-defaults",
      "combination-islands",
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  });

  test("has a sentence for every conclusion of the 2025 study", () => {
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
    }
  });

  test("compares the ensemble with each of its networks, and says when there is none", () => {
    const { comparisons } = of("ensembles");
    expect(comparisons.map(({ winner, other }) => `${winner} > ${other}`)).toEqual([
      "Mean of the study's > U-Net",
      "Mean of the study's > PSPNet",
      "Mean of the study's > SegNet",
    ]);
    for (const { effect } of comparisons) expect(effect).toBeGreaterThan(0);
    expect(of("ensembles", findings({ ...full, combinations: [] }, options)).reason).toBe(
      "the run has no ensemble-study",
    );
  });

  test("tests everything that a full run measured", () => {
    expect(all.filter(({ reason }) => reason !== null)).toEqual([]);
    const verdicts = new Set(all.map(({ verdict }) => verdict));
    expect(verdicts).toEqual(new Set(["supported", "refuted", "undecided at this size"]));
  });

  test("says what a small run lacks", () => {
    const few = findings(madeUpResults(), options);
    expect(of("small-parts", few).reason).toBeNull();
    expect(of("boundaries", few)).toMatchObject({
      verdict: "not tested in this run",
      reason: "boundary IoU in the narrowest band was not measured",
      comparisons: [],
    });
    expect(of("skips", few).reason).toBe("the run has no unet-default, unet-no-skips");
    expect(of("occlusion", few).reason).toBe("mean IoU of occluded faces was not measured");
  });

  test("does not call random against random weights transfer learning", () => {
    const networks = full.networks.map((network) => ({
      ...network,
      training: { ...network.training, pretrained: null },
    }));
    const untrained = findings({ ...full, networks }, options);
    for (const id of ["transfer", "fine-tuning"]) {
      expect(of(id, untrained).reason).toBe("no pretrained weights were given");
    }
    expect(of("transfer").verdict).toBe("supported");
  });

  test("scores small parts as hand-computed: IoU of both eyes, other parts being absent", () => {
    // Hits of 10 pixels an eye: 32 of 40, 20 of 40, 24 of 40.
    const hits = { unet: [8, 8, 8, 8], pspnet: [5, 5, 5, 5], segnet: [6, 6, 6, 6] };
    const { comparisons, verdict } = of("small-parts", findings(withEyes(hits), enough));
    expect(verdict).toBe("supported");
    expect(comparisons.map(({ other }) => other)).toEqual(["PSPNet", "SegNet"]);
    expect(comparisons[0]?.values).toEqual([0.8, 0.5]);
    expect(comparisons[0]?.effect).toBeCloseTo(0.3);
    expect(comparisons[1]).toMatchObject({ low: comparisons[1]?.high });
    expect(comparisons[1]?.effect).toBeCloseTo(0.2);
  });

  test("refutes a sentence that one comparison speaks against, and leaves open what could be chance", () => {
    const worse = { unet: [5, 5, 5, 5], pspnet: [8, 8, 8, 8], segnet: [2, 2, 2, 2] };
    expect(of("small-parts", findings(withEyes(worse), enough)).verdict).toBe("refuted");
    const mixed = { unet: [8, 2, 8, 2], pspnet: [2, 7, 2, 8], segnet: [1, 1, 1, 1] };
    expect(of("small-parts", findings(withEyes(mixed), enough)).verdict).toBe("undecided at this size");
  });

  test("leaves open what another seed might turn round where networks were trained once, not where twice", () => {
    const lead = (less: number) => {
      const others = [1, 2, 3, 4].map(() => 8 - less);
      return withEyes({ unet: [8, 8, 8, 8], pspnet: others, segnet: others });
    };
    const verdict = (results: Results) => of("small-parts", findings(results, enough)).verdict;
    expect(verdict(lead(0.05))).toBe("undecided at this size"); // IoU .8 against .795
    expect(verdict(lead(0.2))).toBe("supported");
    const { networks, ...rest } = lead(0.05);
    const again = networks.map((network) => ({ ...network, seed: 2, key: `${network.name}-seed2` }));
    expect(verdict({ ...rest, networks: [...networks, ...again] })).toBe("supported");
  });

  test("corrects the p-values of all comparisons together by Holm's method", () => {
    const scores = all.flatMap(({ comparisons }) => comparisons).filter(({ p }) => p !== null);
    expect(scores.length).toBeGreaterThan(25);
    expect(scores.map(({ corrected }) => corrected)).toEqual(holm(scores.map(({ p }) => p ?? Number.NaN)));
  });

  test("compares two seeds by the mean of their scores", () => {
    const [{ values = [0, 0] } = {}] = of("skips").comparisons;
    const one = of(
      "skips",
      findings({ ...full, networks: full.networks.filter(({ seed }) => seed === 1) }, options),
    );
    const two = of(
      "skips",
      findings({ ...full, networks: full.networks.filter(({ seed }) => seed === 2) }, options),
    );
    const [first = [0, 0], second = [0, 0]] = [one, two].map(({ comparisons }) => comparisons[0]?.values);
    expect(values[0]).toBeCloseTo((first[0] + second[0]) / 2, 12);
    expect(values[1]).toBeCloseTo((first[1] + second[1]) / 2, 12);
  });

  test("takes counted costs as facts, and times where the slow tenth of one beats the median of the other", () => {
    expect(of("lightest").verdict).toBe("refuted");
    expect(of("lightest").comparisons[0]).toMatchObject({ unit: "parameters", low: null, p: null });
    const timed = (p50: number, p90: number) => {
      const networks = full.networks.map((network) =>
        network.name === "segnet"
          ? { ...network, test: { ...network.test, latency: { pictures: 40, p50, p90, engine: "none" } } }
          : network,
      );
      return of("fastest", findings({ ...full, networks }, options)).verdict;
    };
    expect(timed(1, 2)).toBe("supported");
    expect(timed(1, 9)).toBe("undecided at this size");
    expect(timed(8, 9)).toBe("refuted");
  });
});
