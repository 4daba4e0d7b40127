import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { UsageError } from "@faceseg/core";
import { parseResults, type Results } from "@faceseg/evaluation";
import { readResults, writeResults } from "@faceseg/evaluation/node";
import { lapa11 } from "@faceseg/image";
import { saveModel } from "@faceseg/model-files/node";
import { analyze, shownIndices } from "@faceseg/report";
import { madeUpResults } from "../../../packages/evaluation/test/made-up-results.ts";
import { presets } from "../src/config/presets.ts";
import { nothing } from "../src/data/quarantine.ts";
import { createRun, type RunFolder } from "../src/files/run-folder.ts";
import { networks } from "../src/networks/network-list.ts";
import { rewriteReport } from "../src/run/rewrite-report.ts";

const config = {
  ...presets.quick,
  networks: ["unet-2025" as const],
  size: 32,
  data: "/home/somebody/secret-faces",
  weights: "/home/somebody/mobilenet.h5",
};
/** A image that a test can find in a report. */
const drawing = Buffer.from("secret drawing");
const quiet = { log: () => {}, resamples: 20, chromium: null };

let place: string;
let run: RunFolder;
let results: Results;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "study-"));
  run = await createRun(join(place, "run"), config, nothing);
  const made = madeUpResults({ ids: (i) => `secret-${i}` });
  const [unet] = made.networks;
  if (!unet) throw new Error("no network");
  results = {
    ...made,
    imageSize: { width: 32, height: 32 },
    settings: { Data: config.data, Weights: config.weights },
    data: {
      ...made.data,
      train: made.data.train && {
        ...made.data.train,
        quarantined: [{ id: "secret-7", message: "/home/somebody/secret-7.png" }],
      },
    },
    networks: [{ ...unet, test: { ...unet.test, folder: config.data } }],
  };
  await writeResults(run.results, results);
  const model = networks["unet-2025"].build(config, lapa11.classes.length, 1);
  await saveModel(model, run.model("unet-2025"));
  model.dispose();
  for (const index of shownIndices(results, "test")) {
    for (const what of ["image", "truth", "unet-2025"]) {
      const file = run.drawing("test", index, what);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, drawing);
    }
  }
});
afterAll(() => rm(place, { recursive: true }));

describe("rewriteReport(from, to, { gallery })", () => {
  test("writes the report of a run with its own drawings elsewhere", async () => {
    const to = join(place, "tested");
    await rewriteReport(run.path, to, { gallery: "tested", ...quiet });
    const report = await readFile(join(to, "report.html"), "utf8");
    expect(report).toContain(drawing.toString("base64"));
    expect(await readResults(join(to, "results.json"))).toEqual(results);
  });

  test("shows synthetic faces in place of the data's, and nothing that was cut from it", async () => {
    const to = join(place, "synthetic");
    const lines: string[] = [];
    await rewriteReport(run.path, to, { gallery: "synthetic", ...quiet, log: (line) => lines.push(line) });
    expect(lines).toContain("Predicting with U-Net (2025 study)");
    expect((await readdir(to)).sort()).toEqual([
      "findings.json",
      "per-class.csv",
      "report.html",
      "report.md",
      "results.json.gz",
      "results.schema.json",
      "scores.csv",
    ]);
    const contents = await Promise.all(
      (await readdir(to)).map(async (name) => {
        const bytes = await readFile(join(to, name));
        return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
      }),
    );
    const all = contents.join();
    expect(all).not.toMatch(/secret-\d|somebody/);
    expect(all).not.toContain(drawing.toString("base64"));

    const report = await readFile(join(to, "report.html"), "utf8");
    // Six faces: an image, its truth and one mask.
    expect(report.match(/src="data:image\/jpeg/g)).toHaveLength(6);
    expect(report.match(/src="data:image\/png/g)).toHaveLength(12);
    expect(report).toContain("drawn by a program");
    const worst = analyze(results, { resamples: 20 }).sets[0]?.scored[0]?.cases.worst[0] ?? Number.NaN;
    expect(report).toMatch(new RegExp(`<td>${worst + 1}: 0\\.\\d{3}<br>`));
  });

  test("keeps every score of the results that it writes for others", async () => {
    const text = gunzipSync(await readFile(join(place, "synthetic", "results.json.gz"))).toString();
    const written = parseResults(text);
    expect(written.settings).toEqual({ Data: "secret-faces", Weights: "mobilenet.h5" });
    const scores = (of: Results) => of.networks.map(({ test }) => test.images.map(({ counts }) => counts));
    expect(scores(written)).toEqual(scores(results));
    expect(written.networks[0]?.test.images[16]?.id).toBe("17");
  });

  test("refuses a synthetic gallery in the run's own folder, and a folder without results", async () => {
    await expect(
      rewriteReport(run.path, run.path, { gallery: "synthetic", ...quiet }),
    ).rejects.toBeInstanceOf(UsageError);
    expect(existsSync(run.report)).toBe(false);
    await expect(rewriteReport(place, place, { gallery: "tested", ...quiet })).rejects.toThrow(
      `Expected a finished run with results.json, found none in ${place}`,
    );
  });
});
