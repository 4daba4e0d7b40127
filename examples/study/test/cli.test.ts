import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { precisions } from "@faceseg/evaluation";
import { costEngines, readResults } from "@faceseg/evaluation/node";
import { flagDefinitions } from "../src/config/flags.ts";
import { type Outcome, study as runStudy } from "./study-command.ts";

const weights = fileURLToPath(
  new URL("../../../../shared/weights/mobilenet_v2_0.35_224_no_top.h5", import.meta.url),
);

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "study-"));
});
afterAll(() => rm(place, { recursive: true }));

const study = (args: string) => runStudy(place, args);

/** One line on stderr, nothing else. */
function expectOneLine({ stderr, stdout }: Outcome, message: string): void {
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
}

describe("npm run study -- <bad input> is one line", () => {
  test("for an unknown flag, exit code 2, with the known ones", async () => {
    const outcome = await study("--sise 64");
    expectOneLine(outcome, "Expected flags among --preset, --data, ");
    expect(outcome.code).toBe(2);
  });

  test("for an unknown network, exit code 2, with the known ones", async () => {
    const outcome = await study("--networks vnet");
    expectOneLine(outcome, 'Expected `--networks` to be one of "unet-2025", ');
    expect(outcome.code).toBe(2);
  });

  test("for a missing data folder, exit code 1, and leaves no run folder", async () => {
    const outcome = await study("--data nowhere --out never");
    expectOneLine(outcome, join(place, "nowhere"));
    expect(outcome.code).toBe(1);
    expect(existsSync(join(place, "never"))).toBe(false);
  });

  test("for a run folder that cannot be written, exit code 1", async () => {
    await writeFile(join(place, "file"), "");
    const outcome = await study("--out file/run");
    expectOneLine(outcome, `Cannot write the run folder ${join(place, "file", "run")}: ENOTDIR`);
    expect(outcome.code).toBe(1);
  });

  test("for a missing weights file, exit code 1, and leaves no run folder", async () => {
    const outcome = await study("--weights none.h5 --out never");
    expectOneLine(outcome, join(place, "none.h5"));
    expect(outcome.code).toBe(1);
    expect(existsSync(join(place, "never"))).toBe(false);
  });

  const maybe = existsSync(weights) ? test : test.skip;
  maybe("for weights of another alpha, exit code 1 (skipped without ../shared/weights)", async () => {
    const outcome = await study(`--weights ${weights} --alpha 0.5 --size 32`);
    expectOneLine(outcome, "mobilenet_v2_0.35_224_no_top.h5");
    expect(outcome.code).toBe(1);
  });
});

test("npm run study -- --help names every flag, without colors where nothing shows them", async () => {
  const { code, stdout } = await study("--help");
  expect(code).toBe(0);
  for (const name of Object.keys(flagDefinitions)) expect(stdout).toContain(`--${name}`);
  expect(stdout).not.toContain("\u001b");
});

describe("npm run study", () => {
  const tiny = "--size 32 --limit 8 --batch-size 4 --networks unet-2025,pspnet-2025";

  test("writes a run folder, and a resumed finished run does nothing twice", async () => {
    const run = join(place, "tiny");
    const { code, stdout, stderr } = await study(`${tiny} --epochs 1 --out tiny`);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining("U-Net (2025 study)  epoch 1/1"),
    });
    expect(stdout).toContain("Report: tiny/report.html");
    // Not a terminal: nothing overwrites itself, nothing is colored.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);

    // A PDF where there is a browser to print it.
    expect((await readdir(run)).filter((name) => name !== "report.pdf").sort()).toEqual([
      "config.json",
      "files",
      "findings.json",
      "gallery",
      "per-class.csv",
      "report.html",
      "report.md",
      "results.json",
      "results.schema.json",
      "scores.csv",
    ]);
    const names = ["unet-2025", "pspnet-2025"];
    const pieces = ["_data.csv", "_model", "_model.keras", "_test.json", "_training.json"];
    const expected = names.flatMap((name) => pieces.map((piece) => name + piece)).sort();
    expect((await readdir(join(run, "files"))).sort()).toEqual(expected);

    const results = await readResults(join(run, "results.json"));
    for (const network of results?.networks ?? []) {
      expect(network.test.images).toHaveLength(8);
      for (const { counts } of network.test.images) expect(counts.reduce((a, b) => a + b)).toBe(32 * 32);
      expect(network.training?.epochs).toHaveLength(1);
      expect(network.training?.peakRssBytes).toBeGreaterThan(1e8);
      expect(network.test.latency?.p90).toBeGreaterThanOrEqual(network.test.latency?.p50 ?? Number.NaN);
    }
    expect(results?.networks.map(({ name }) => name)).toEqual(names);
    expect(await readFile(join(run, "report.html"), "utf8")).toContain("data:image/png;base64,");

    const trained = (await stat(join(run, "files", "unet-2025_training.json"))).mtimeMs;
    const again = await study("--resume tiny");
    expect(again).toEqual({ code: 0, stdout: expect.not.stringContaining("Training"), stderr: "" });
    expect((await stat(join(run, "files", "unet-2025_training.json"))).mtimeMs).toBe(trained);
    expectOneLine(await study(`${tiny} --out tiny`), `continue with --resume ${run}`);
  }, 120_000);

  test("--preset full tests robustness, combinations and costs too, and --only leaves networks for later", async () => {
    const args = "--preset full --size 32 --limit 2 --batch-size 2 --epochs 1 --alpha 0.35 --width 0.25";
    const first = await study(`${args} --networks unet-2025,unet,unet-frozen --only unet --out full`);
    expect(first.code).toBe(0);
    const read = async () => readResults(join(place, "full", "results.json"));
    const half = await read();
    expect(half?.networks.map(({ name }) => name)).toEqual(["unet"]);
    expect(half?.combinations.map(({ name }) => name)).toContain("unet+flip");
    expect(half?.combinations.map(({ name }) => name)).not.toContain("unet-2025+flip");

    expect((await study("--resume full")).code).toBe(0);
    const whole = await read();
    expect(whole?.networks.map(({ name }) => name)).toEqual(["unet-2025", "unet", "unet-frozen"]);
    expect(whole?.combinations.map(({ name }) => name)).toContain("unet-2025+flip");
    expect(whole?.networks[2]).toMatchObject({ robustness: null, costs: null, precision: null });
    for (const { robustness, costs, precision, test } of whole?.networks.slice(0, 2) ?? []) {
      const families = new Set(robustness?.map(({ family }) => family));
      expect(families).toEqual(new Set(["occlusion", "corruption", "pose"]));
      for (const { counts, images } of robustness ?? []) {
        expect(images).toHaveLength(2);
        expect(counts.reduce((a, b) => a + b)).toBe(2 * 32 * 32);
      }
      expect(costs?.engines[0]).toMatchObject({ engine: "onnxruntime" });
      const looked = [...(costs?.engines ?? []), ...(costs?.absent ?? [])].map(({ engine }) => engine);
      expect(looked.sort()).toEqual(costEngines.map(({ label }) => label).sort());
      expect(precision?.map((one) => one.precision)).toEqual(precisions);
      const [full = Number.NaN, half, quarter] = (precision ?? []).map(({ bytes }) => bytes);
      expect(half).toBeLessThan(0.7 * full);
      expect(quarter).toBeLessThan(0.5 * full);
      expect(costs?.files.map(({ format }) => format)).toContain("Keras, float32");
      expect(test.quality?.boundaryIou[0]?.images).toHaveLength(2);
    }
  }, 480_000);

  test("that cannot write says what, and how to continue", async () => {
    const blocked = join(place, "tiny", "results.json");
    await rm(blocked);
    await mkdir(blocked);
    const { code, stdout, stderr } = await study("--resume tiny");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Expected to write ${blocked}, but a folder stands where the file should (EISDIR); take another folder\n`,
    });
    expect(stdout).toContain("Stopped by an error. Continue with: npm run study -- --resume tiny\n");
  }, 120_000);
});
