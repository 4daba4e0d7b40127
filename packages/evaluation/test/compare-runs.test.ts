import { compareRuns } from "../src/compare/compare-runs.ts";
import type { Results } from "../src/results/index.ts";
import { madeUpResults } from "./made-up-results.ts";

const options = { resamples: 300 };
const one = madeUpResults();

/** The same run with its test images changed. */
function changed(change: (images: Results["networks"][number]["test"]["images"]) => typeof images): Results {
  const networks = one.networks.map((network) => ({
    ...network,
    test: { ...network.test, images: change(network.test.images) },
  }));
  return { ...one, networks };
}

describe("compareRuns(a, b)", () => {
  test("finds no difference between a run and itself", () => {
    const { networks, onlyA, onlyB } = compareRuns(one, one, options);
    expect(networks.map(({ label }) => label)).toEqual([
      "U-Net (2025 study)",
      "PSPNet (2025 study)",
      "SegNet (2025 study)",
    ]);
    for (const { scores, corrected } of networks) {
      expect(scores).toHaveLength(2 + 11);
      for (const { difference } of scores) expect(difference).toEqual({ value: 0, low: 0, high: 0, p: 1 });
      expect(corrected).toBe(1);
    }
    expect([onlyA, onlyB]).toEqual([[], []]);
  });

  test("is positive where the second run is better, and pairs images by id whatever their order", () => {
    const perfect = changed((images) =>
      images
        .map(({ id, counts }) => ({
          id,
          counts: counts.map((_, at) =>
            at % 12 === 0 ? counts.slice((at / 12) * 11, (at / 12 + 1) * 11).reduce((a, b) => a + b) : 0,
          ),
        }))
        .reverse(),
    );
    const [unet] = compareRuns(one, perfect, options).networks;
    expect(unet?.images).toBe(40);
    expect(unet?.scores[0]?.b).toBe(1);
    expect(unet?.scores[0]?.difference.value).toBeCloseTo(1 - (unet?.scores[0]?.a ?? 0), 12);
    expect(unet?.scores[0]?.difference.low).toBeGreaterThan(0);
  });

  test("scores only the images that both runs tested", () => {
    const half = changed((images) => images.slice(0, 20));
    const [unet] = compareRuns(one, half, options).networks;
    expect(unet?.images).toBe(20);
    expect(unet?.scores[0]?.difference.value).toBe(0);
  });

  test("names what only one run has, and refuses runs without a common image", () => {
    const fewer = { ...one, networks: one.networks.slice(0, 2) };
    expect(compareRuns(one, fewer, options)).toMatchObject({ onlyA: ["SegNet (2025 study)"], onlyB: [] });
    const strange = changed((images) => images.map((image) => ({ ...image, id: `other-${image.id}` })));
    expect(() => compareRuns(one, strange, options)).toThrow("their ids have none in common");
    const renamed = { ...one, classes: one.classes.slice(1) };
    expect(() => compareRuns(one, renamed, options)).toThrow("Expected runs of the same classes");
  });
});
