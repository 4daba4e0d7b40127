import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { loadRunState } from "../src/checkpoint/run-state.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

/** `kill-worker.ts` and what it needs in one file, which starts several times as fast. */
async function bundledWorker(): Promise<string> {
  const outfile = join(folder(), "worker.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./kill-worker.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    format: "esm",
    target: "node20",
    conditions: ["@faceseg/source"],
    // Libraries in CommonJS require Node's modules; some libraries declare `createRequire` themselves.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    plugins: [
      {
        name: "native libraries stay where they are",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^onnxruntime-/ }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          })),
      },
    ],
    logLevel: "error",
  });
  return outfile;
}

/** Trains in a process of its own; whether it was killed. */
async function isKilled(worker: string, place: string, ...how: string[]): Promise<boolean> {
  try {
    await promisify(execFile)(process.execPath, [worker, place, ...how]);
    return false;
  } catch (error) {
    const { signal, stderr } = error as { signal: string | null; stderr: string };
    if (signal !== "SIGKILL") throw new Error(stderr);
    return true;
  }
}

/** The bytes of all that a run keeps; of its newest checkpoint all but the times of the epochs. */
async function keptIn(place: string): Promise<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const name of ["log.csv", "best/model.json", "best/weights.bin"])
    kept[name] = (await readFile(join(place, name))).toString("base64");
  const state = await loadRunState(join(place, "state"));
  for (const [name, { data }] of Object.entries(state?.tensors ?? {}))
    kept[name] = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
  const { tensors, ...rest } = state ?? {};
  const values = JSON.stringify(rest, (key, value) => (key === "seconds" ? 0 : value));
  kept["values"] = values.replaceAll(relative("", place), ""); // the callbacks' keys are paths
  return kept;
}

/** Whether a killed run left a file or folder that was being written. */
async function isHalfWritten(place: string): Promise<boolean> {
  const names = existsSync(place) ? await readdir(place, { recursive: true }) : [];
  return names.some((name) => /\.tmp$|\.saving$/.test(name));
}

/** Numbers below `most`, the same in every run of the test. */
function* numbers(most: number): Generator<number, never> {
  for (let seed = 12345; ; ) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    yield Math.floor((seed / 2 ** 32) * most);
  }
}

test("fit(model, { store, resume }) killed with SIGKILL at 20 moments ends with the same bytes as without", async () => {
  const worker = await bundledWorker();
  const [killed, straight] = [join(folder(), "killed"), join(folder(), "straight")];
  expect(await isKilled(worker, straight)).toBe(false);
  const [changes, milliseconds] = [numbers(60), numbers(150)];
  let halfWritten = 0;
  for (let kills = 0; kills < 20; kills++) {
    const how =
      kills % 2 === 0
        ? ["changes", String(changes.next().value)]
        : ["milliseconds", String(milliseconds.next().value)];
    expect(await isKilled(worker, killed, ...how)).toBe(true);
    if (await isHalfWritten(killed)) halfWritten++;
  }
  expect(await isKilled(worker, killed)).toBe(false);
  expect(halfWritten).toBeGreaterThan(0);
  const [one, other] = [await keptIn(killed), await keptIn(straight)];
  expect(Object.keys(other).length).toBeGreaterThan(20);
  expect(one).toEqual(other);
}, 1_800_000);
