import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson, writeJson } from "@faceseg/evaluation/node";
import { presets } from "../src/config/presets.ts";
import { nothing, quarantineSchema } from "../src/data/quarantine.ts";
import { createRun, openRun } from "../src/files/run-folder.ts";

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

test("createRun(path, config, quarantine) writes what is skipped, and starts again where a start was killed", async () => {
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
    `found files in ${place}; continue with --resume`,
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
  await expect(openRun(place)).rejects.toThrow(`${join(place, "config.json")}: Unexpected content: `);
  await writeFile(join(place, "config.json"), "{");
  await expect(openRun(place)).rejects.toThrow(
    `${join(place, "config.json")}: Expected JSON, found something else`,
  );
});
