import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRuns } from "../src/compare-runs.ts";
import { printComparison } from "../src/print-comparison.ts";
import type { Results } from "../src/results.ts";
import { writeJson } from "../src/run-folder.ts";
import { madeUpResults } from "./made-up-results.ts";

const options = { resamples: 300 };
const one = madeUpResults();

/** The same run with its test pictures changed. */
function changed(
  change: (pictures: Results["networks"][number]["test"]["pictures"]) => typeof pictures,
): Results {
  const networks = one.networks.map((network) => ({
    ...network,
    test: { ...network.test, pictures: change(network.test.pictures) },
  }));
  return { ...one, networks };
}

describe("compareRuns(a, b)", () => {
  test("finds no difference between a run and itself", () => {
    const { networks, onlyA, onlyB } = compareRuns(one, one, options);
    expect(networks.map(({ label }) => label)).toEqual(["U-Net", "PSPNet", "SegNet"]);
    for (const { scores, corrected } of networks) {
      expect(scores).toHaveLength(2 + 11);
      for (const { difference } of scores) expect(difference).toEqual({ value: 0, low: 0, high: 0, p: 1 });
      expect(corrected).toBe(1);
    }
    expect([onlyA, onlyB]).toEqual([[], []]);
  });

  test("is positive where the second run is better, and pairs pictures by id whatever their order", () => {
    const perfect = changed((pictures) =>
      pictures
        .map(({ id, counts }) => ({
          id,
          counts: counts.map((_, at) =>
            at % 12 === 0 ? counts.slice((at / 12) * 11, (at / 12 + 1) * 11).reduce((a, b) => a + b) : 0,
          ),
        }))
        .reverse(),
    );
    const [unet] = compareRuns(one, perfect, options).networks;
    expect(unet?.pictures).toBe(40);
    expect(unet?.scores[0]?.b).toBe(1);
    expect(unet?.scores[0]?.difference.value).toBeCloseTo(1 - (unet?.scores[0]?.a ?? 0), 12);
    expect(unet?.scores[0]?.difference.low).toBeGreaterThan(0);
  });

  test("scores only the pictures that both runs tested", () => {
    const half = changed((pictures) => pictures.slice(0, 20));
    const [unet] = compareRuns(one, half, options).networks;
    expect(unet?.pictures).toBe(20);
    expect(unet?.scores[0]?.difference.value).toBe(0);
  });

  test("names what only one run has, and refuses runs without a common picture", () => {
    const fewer = { ...one, networks: one.networks.slice(0, 2) };
    expect(compareRuns(one, fewer, options)).toMatchObject({ onlyA: ["SegNet"], onlyB: [] });
    const strange = changed((pictures) =>
      pictures.map((picture) => ({ ...picture, id: `other-${picture.id}` })),
    );
    expect(() => compareRuns(one, strange, options)).toThrow("their ids have none in common");
    const renamed = { ...one, classes: one.classes.slice(1) };
    expect(() => compareRuns(one, renamed, options)).toThrow("Expected runs of the same classes");
  });
});

test("printComparison(compared, names) has one line a score", () => {
  const text = printComparison(compareRuns(one, { ...one, networks: one.networks.slice(0, 1) }, options), {
    a: "runs/a",
    b: "runs/b",
  });
  expect(text).toContain("U-Net, 40 pictures");
  expect(text).toMatch(/mean IoU +0\.\d{3} +0\.\d{3} +0\.000 +0\.000 to 0\.000 +1\.000/);
  expect(text).toContain("Only in runs/a: PSPNet, SegNet");
});

describe("npm run study:compare -- a b", () => {
  const script = fileURLToPath(new URL("../src/compare-main.ts", import.meta.url));
  const compare = (place: string, ...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "--conditions=@faceseg/source", script, ...args], {
      env: { ...process.env, INIT_CWD: place },
      encoding: "utf8",
    });
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "study-"));
  });
  afterAll(() => rm(place, { recursive: true }));

  test("prints the differences of two run folders", async () => {
    for (const name of ["a", "b"]) await writeJson(join(place, name, "results.json"), one);
    const { status, stdout, stderr } = compare(place, "a", "b");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("SegNet, 40 pictures");
  });

  test("is one line and exit code 2 for one folder, 1 for a folder without results", () => {
    expect(compare(place, "a")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Expected two run folders"),
    });
    expect(compare(place, "a", "none")).toMatchObject({
      status: 1,
      stderr: `Expected a finished run with results.json, found none in ${join(place, "none")}\n`,
    });
  });
});
