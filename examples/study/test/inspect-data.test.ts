import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { readResults } from "@faceseg/evaluation/node";
import { lapa11 } from "@faceseg/image";
import { saveImage, saveLabelMap } from "@faceseg/image/node";
import { presets } from "../src/config/presets.ts";
import { BadDataError } from "../src/data/bad-data-error.ts";
import { inspectData } from "../src/data/inspect-data.ts";
import { nothing } from "../src/data/quarantine.ts";
import { openSplits } from "../src/data/splits.ts";
import { study } from "./study-command.ts";

let place: string;
let data: string;
const label = (split: string, id: string) => join(data, split, "labels", `${id}.png`);

/** A data set laid out like LaPa: twelve faces to train on, two to validate, two to test. */
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "study-"));
  data = join(place, "faces");
  for (const split of ["train", "val", "test"]) {
    for (const folder of ["images", "labels"]) await mkdir(join(data, split, folder), { recursive: true });
  }
  const { samples } = syntheticFaces({ count: 16, size: 32, seed: 9 });
  for (const [i, sample] of samples.entries()) {
    const split = i < 12 ? "train" : i < 14 ? "val" : "test";
    const { image, labels } = await sample.load();
    const id = String(i).padStart(2, "0");
    await saveImage(join(data, split, "images", `${id}.png`), image);
    await saveLabelMap(label(split, id), labels, lapa11);
  }
});
afterEach(() => rm(place, { recursive: true }));

const config = () => ({ ...presets.faces, data, size: 32 });
const damage = async (split: string, ...ids: string[]) => {
  for (const id of ids) await writeFile(label(split, id), "no label map");
};

test("inspectData(config, log) describes good data in a line, and skips nothing", async () => {
  const lines: string[] = [];
  expect(await inspectData(config(), (line) => lines.push(line))).toEqual(nothing);
  expect(lines).toEqual([expect.stringMatching(/^16 pairs of LaPa inspected: 0 errors, \d+ warnings/)]);
});

test("inspectData(config, log) refuses bad data with the first ten errors and their number", async () => {
  const ids = ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
  await damage("train", ...ids);
  await damage("val", "12");
  const refused = inspectData(config(), () => {});
  await expect(refused).rejects.toThrow(BadDataError);
  const { message } = (await refused.catch((error: unknown) => error)) as Error;
  expect(message.split("\n")).toEqual([
    `Expected data without errors in ${data}, found 12:`,
    ...ids
      .slice(0, 10)
      .map((id) => `  ${label("train", id)}: Expected a palette or gray PNG, found no PNG header`),
    "  ... and 2 more",
    `Repair them, or skip these images with --on-bad-sample quarantine; "faceseg inspect ${data}" lists all.`,
  ]);
});

test("inspectData(config, log) does not look beyond the images that `limit` uses", async () => {
  await damage("train", "03");
  expect(await inspectData({ ...config(), limit: 3 }, () => {})).toEqual(nothing);
  await expect(inspectData({ ...config(), limit: 4 }, () => {})).rejects.toThrow(BadDataError);
});

test('inspectData({ onBadSample: "quarantine" }, log) lists what openSplits(config, quarantine) skips', async () => {
  await damage("train", "03", "05");
  await damage("test", "15");
  const lenient = { ...config(), onBadSample: "quarantine" as const, testData: data };
  const quarantine = await inspectData(lenient, () => {});
  const reason = "Expected a palette or gray PNG, found no PNG header";
  const bad = (split: string, id: string) => ({ id, message: `${label(split, id)}: ${reason}` });
  expect(quarantine).toEqual({
    train: [bad("train", "03"), bad("train", "05")],
    validation: [],
    test: [bad("test", "15")],
    other: [bad("test", "15")],
  });
  const { train, test: tests, other } = await openSplits(lenient, quarantine);
  expect(train.samples.map(({ id }) => id)).not.toContain("03");
  expect(train.samples).toHaveLength(10);
  expect(tests.samples.map(({ id }) => id)).toEqual(["14"]);
  expect(other?.samples.map(({ id }) => id)).toEqual(["14"]);
});

test('inspectData({ onBadSample: "quarantine" }, log) refuses what no reader can do without', async () => {
  await rm(label("val", "12"));
  const refused = inspectData({ ...config(), onBadSample: "quarantine" }, () => {});
  await expect(refused).rejects.toThrow(BadDataError);
  await expect(refused).rejects.not.toThrow("--on-bad-sample");
});

test("openSplits(config, quarantine) refuses a split of which nothing is left", async () => {
  await damage("val", "12", "13");
  const lenient = { ...config(), onBadSample: "quarantine" as const };
  const quarantine = await inspectData(lenient, () => {});
  await expect(openSplits(lenient, quarantine)).rejects.toThrow(
    `Expected LaPa val to have an image that can be read: ${label("val", "12")}`,
  );
});

test("npm run study refuses bad data before it makes a folder, and counts it with --on-bad-sample quarantine", async () => {
  await damage("train", "03");
  const args = `--data ${data} --size 32 --batch-size 4 --epochs 1 --networks unet --alpha 0.35 --width 0.25 --out run`;
  const refused = await study(place, args);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain(`found 1:\n  ${label("train", "03")}: `);

  expect(await study(place, `${args} --on-bad-sample quarantine`)).toMatchObject({ code: 0 });
  const results = await readResults(join(place, "run", "results.json"));
  expect(results?.data.train).toMatchObject({ images: 11, quarantined: [{ id: "03" }] });
  const report = await readFile(join(place, "run", "report.md"), "utf8");
  expect(report).toContain("1 that cannot be read skipped: 03");
}, 1_800_000);
