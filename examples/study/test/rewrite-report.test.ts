import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { classes } from "@faceseg/image";
import { saveModel } from "@faceseg/model-files/node";
import { networks } from "../src/networks.ts";
import { presets } from "../src/presets.ts";
import { nothing } from "../src/quarantine.ts";
import { analyse } from "../src/report/report.ts";
import { shownIndices } from "../src/report/view.ts";
import { type Results, resultsSchema } from "../src/results.ts";
import { rewriteReport } from "../src/rewrite-report.ts";
import { createRun, type RunFolder, readJson, writeAtomically, writeJson } from "../src/run-folder.ts";
import { UsageError } from "../src/usage-error.ts";
import { madeUpResults } from "./made-up-results.ts";

const config = {
  ...presets.quick,
  models: ["unet" as const],
  size: 32,
  data: "/home/somebody/secret-faces",
  weights: "/home/somebody/mobilenet.h5",
};
/** A picture that a test can find in a report. */
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
    config,
    data: {
      ...made.data,
      train: {
        ...made.data.train,
        quarantined: [{ id: "secret-7", message: "/home/somebody/secret-7.png" }],
      },
    },
    networks: [{ ...unet, test: { ...unet.test, folder: config.data } }],
  };
  await writeJson(run.results, results);
  const model = networks.unet.build(config, classes.length, 1);
  await saveModel(model, run.model("unet"));
  model.dispose();
  for (const index of shownIndices(results, "test")) {
    for (const what of ["picture", "truth", "unet"])
      await writeAtomically(run.drawing("test", index, what), drawing);
  }
});
afterAll(() => rm(place, { recursive: true }));

describe("rewriteReport(from, to, { gallery })", () => {
  test("writes the report of a run with its own drawings elsewhere", async () => {
    const to = join(place, "tested");
    await rewriteReport(run.path, to, { gallery: "tested", ...quiet });
    const report = await readFile(join(to, "report.html"), "utf8");
    expect(report).toContain(drawing.toString("base64"));
    expect(await readJson(join(to, "results.json"), resultsSchema)).toEqual(results);
  });

  test("shows synthetic faces in place of the data's, and nothing that was cut from it", async () => {
    const to = join(place, "synthetic");
    const lines: string[] = [];
    await rewriteReport(run.path, to, { gallery: "synthetic", ...quiet, log: (line) => lines.push(line) });
    expect(lines).toContain("Predicting with U-Net");
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
    // Six faces: a picture, its truth and one mask.
    expect(report.match(/src="data:image\/jpeg/g)).toHaveLength(6);
    expect(report.match(/src="data:image\/png/g)).toHaveLength(12);
    expect(report).toContain("drawn by a program");
    const worst = analyse(results, { resamples: 20 }).sets[0]?.scored[0]?.cases.worst[0] ?? Number.NaN;
    expect(report).toMatch(new RegExp(`<td>${worst + 1}: 0\\.\\d{3}<br>`));
  });

  test("keeps every score of the results that it writes for others", async () => {
    const text = gunzipSync(await readFile(join(place, "synthetic", "results.json.gz"))).toString();
    const written = resultsSchema.parse(JSON.parse(text));
    expect(written.config).toMatchObject({ data: "secret-faces", weights: "mobilenet.h5" });
    const scores = (of: Results) => of.networks.map(({ test }) => test.pictures.map(({ counts }) => counts));
    expect(scores(written)).toEqual(scores(results));
    expect(written.networks[0]?.test.pictures[16]?.id).toBe("17");
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
