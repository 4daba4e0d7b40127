import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beats } from "@faceseg/evaluation";
import { meanIou } from "@faceseg/metrics";
import { csvParse } from "d3-dsv";
import { madeUpResults } from "../../evaluation/test/made-up-results.ts";
import { findChromium } from "../src/write/pdf.ts";
import { writeReport } from "../src/write/write-report.ts";

const chromium = "/usr/bin/chromium";
const results = madeUpResults({ full: true });
const gallery = { images: () => undefined, synthetic: null };
const hypothesis = {
  id: "better",
  topic: "Mine",
  statement: "U-Net beats SegNet.",
  test: beats("unet", "segnet"),
};

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "report-"));
});
afterEach(() => rm(place, { recursive: true }));

describe("writeReport(results, { folder })", () => {
  test("writes every form of the report, and says why there is no PDF", async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    await writeReport(results, {
      folder: place,
      gallery,
      hypotheses: [hypothesis],
      resamples: 50,
      chromium: null,
      log,
    });
    expect((await readdir(place)).sort()).toEqual([
      "costs.csv",
      "files.csv",
      "findings.json",
      "per-class.csv",
      "report.html",
      "report.md",
      "results.schema.json",
      "robustness.csv",
      "scores.csv",
    ]);
    expect(lines).toEqual(["No report.pdf: found no Chromium; CHROME_PATH can name one"]);

    const read = (name: string) => readFile(join(place, name), "utf8");
    const scores = csvParse(await read("scores.csv"));
    expect(scores).toHaveLength(15 * 2 + 4);
    const [first] = results.networks;
    const counts = new Array<number>(121)
      .fill(0)
      .map((_, at) => (first?.test.images ?? []).reduce((sum, image) => sum + (image.counts[at] ?? 0), 0));
    expect(Number(scores[0]?.["mean_iou"])).toBeCloseTo(meanIou({ numClasses: 11, counts }), 12);
    expect(csvParse(await read("per-class.csv"))).toHaveLength(15 * 11);
    expect(csvParse(await read("robustness.csv"))).toHaveLength((6 * 2 + 2) * 21);
    expect(csvParse(await read("costs.csv"))).toHaveLength(15 * 2 * 2);
    const files = csvParse(await read("files.csv")).filter(({ seed }) => seed === "1");
    expect(files.slice(0, 4).map(({ format }) => format)).toEqual([
      "Keras, float32",
      "ONNX, float32",
      "ONNX, float16",
      "ONNX, int8",
    ]);
    expect(JSON.parse(await read("results.schema.json"))).toMatchObject({
      type: "object",
      required: expect.arrayContaining(["networks", "combinations"]),
      additionalProperties: false,
    });
    expect(JSON.parse(await read("findings.json"))[0]).toMatchObject({ id: "better", verdict: "supported" });
  });

  test("continues without a PDF when the browser fails", async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    await writeReport(madeUpResults(), { folder: place, resamples: 20, chromium: join(place, "none"), log });
    expect(lines).toEqual([expect.stringContaining(`No report.pdf: Cannot start ${join(place, "none")}: `)]);
    expect(existsSync(join(place, "report.html"))).toBe(true);
  });

  const maybe = existsSync(chromium) ? test : test.skip;
  maybe("prints a PDF (skipped without /usr/bin/chromium)", async () => {
    await writeReport(madeUpResults(), { folder: place, resamples: 20, chromium });
    expect((await readFile(join(place, "report.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
  });
});

test("findChromium(env) takes CHROME_PATH, then looks along PATH", async () => {
  expect(findChromium({ CHROME_PATH: "/somewhere/chrome" })).toBe("/somewhere/chrome");
  await writeFile(join(place, "google-chrome"), "");
  expect(findChromium({ PATH: ["/nowhere", place].join(delimiter) })).toBe(join(place, "google-chrome"));
});
