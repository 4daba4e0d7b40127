import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { presets } from "../src/presets.ts";
import { nothing, quarantineSchema } from "../src/quarantine.ts";
import { resultsSchema, resultsVersion } from "../src/results.ts";
import { createRun, openRun, readJson, writeJson } from "../src/run-folder.ts";
import { madeUpResults } from "./made-up-results.ts";

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "study-"));
});
afterEach(() => rm(place, { recursive: true }));

test("createRun(path, config, quarantine) makes a folder that openRun(path) understands", async () => {
  const path = join(place, "a", "b");
  await createRun(path, presets.faces, nothing);
  expect((await openRun(path)).config).toEqual(presets.faces);
  expect(await readdir(path)).toEqual(["config.json"]);
});

test("createRun(path, config, quarantine) writes what is left out, and begins again where a start was killed", async () => {
  const config = { ...presets.faces, onBadSample: "quarantine" as const };
  const quarantine = { ...nothing, train: [{ id: "a", message: "broken" }] };
  await writeFile(join(place, "quarantine.json"), "{");
  await writeFile(join(place, "config.json.tmp"), "{");
  const { quarantine: file } = await createRun(place, config, quarantine);
  expect(await readJson(file, quarantineSchema)).toEqual(quarantine);
  expect((await openRun(place)).config).toEqual(config);
});

test("openRun(path) reads the configuration of a run from before `onBadSample`", async () => {
  const { onBadSample: _, ...older } = presets.faces;
  await writeJson(join(place, "config.json"), older);
  expect((await openRun(place)).config).toEqual(presets.faces);
});

test("createRun(path, config, quarantine) refuses a folder with files, and leaves them", async () => {
  await writeFile(join(place, "mine.txt"), "precious");
  await expect(createRun(place, presets.quick, nothing)).rejects.toThrow(
    `found files in ${place}; go on with --resume`,
  );
  expect(await readdir(place)).toEqual(["mine.txt"]);
});

test("createRun(path, config, quarantine) says that a folder cannot be written", async () => {
  await writeFile(join(place, "file"), "");
  const path = join(place, "file", "run");
  await expect(createRun(path, presets.quick, nothing)).rejects.toThrow(
    `Cannot write the run folder ${path}: ENOTDIR`,
  );
});

test("openRun(path) refuses a folder without, or with a strange, config.json", async () => {
  await expect(openRun(place)).rejects.toThrow(
    `Expected a run folder with config.json for --resume, found none in ${place}`,
  );
  await writeJson(join(place, "config.json"), { ...presets.quick, surprise: 1 });
  await expect(openRun(place)).rejects.toThrow(`Unexpected content in ${join(place, "config.json")}: `);
  await writeFile(join(place, "config.json"), "{");
  await expect(openRun(place)).rejects.toThrow(`Expected JSON in ${join(place, "config.json")}`);
});

test("writeJson(path, results) and readJson(path, schema) are inverse, and leave no temporary file", async () => {
  const results = madeUpResults({ other: true });
  await writeJson(join(place, "results.json"), results);
  expect(await readJson(join(place, "results.json"), resultsSchema)).toEqual(results);
  expect(await readdir(place)).toEqual(["results.json"]);
  expect(JSON.parse(await readFile(join(place, "results.json"), "utf8")).version).toBe(resultsVersion);
});

test("readJson(path, schema) is undefined for a missing file, and refuses another version", async () => {
  expect(await readJson(join(place, "none.json"), resultsSchema)).toBeUndefined();
  await writeJson(join(place, "results.json"), { ...madeUpResults(), version: resultsVersion + 1 });
  await expect(readJson(join(place, "results.json"), resultsSchema)).rejects.toThrow("version: ");
});
