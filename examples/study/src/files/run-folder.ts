import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { readJson, writeJson } from "@faceseg/evaluation/node";
import { type Config, configSchema } from "../config/config.ts";
import type { Quarantine } from "../data/quarantine.ts";

/** Where the files of one run are; `key` is that of a cell. */
export interface RunFolder {
  readonly path: string;
  readonly config: string;
  /** Images that are skipped; only where the configuration allows that. */
  readonly quarantine: string;
  readonly results: string;
  readonly report: string;
  /** The best epoch's model, as TensorFlow.js `model.json` and `weights.bin`. */
  model(key: string): string;
  /** One row an epoch. */
  log(key: string): string;
  /** State from which an interrupted training continues. */
  checkpoint(key: string): string;
  /** Finished combinations of networks. */
  readonly combinations: string;
  /** A finished piece of work: its presence is what `--resume` looks at. */
  finished(key: string, piece: Piece): string;
  /** Drawings of image `index` of a set: `image`, `truth`, or a cell's key. */
  drawing(set: string, index: number, what: string): string;
}

/** The pieces of work on a cell. */
export type Piece = "training" | "test" | "other" | "robustness" | "costs" | "precision";

/** Names the files of a run in `path`; touches nothing. */
export function runFolder(path: string): RunFolder {
  return {
    path,
    config: join(path, "config.json"),
    quarantine: join(path, "quarantine.json"),
    results: join(path, "results.json"),
    report: join(path, "report.html"),
    combinations: join(path, "files", "combinations.json"),
    model: (key) => join(path, "files", `${key}_model`),
    log: (key) => join(path, "files", `${key}_data.csv`),
    checkpoint: (key) => join(path, "files", `${key}_state`),
    finished: (key, piece) => join(path, "files", `${key}_${piece}.json`),
    drawing: (set, index, what) =>
      join(path, "gallery", set, `${index}-${what}.${what === "image" ? "jpg" : "png"}`),
  };
}

/** What a start that was killed before `config.json` counted may leave. */
const leftovers = ["config.json.tmp", "quarantine.json", "quarantine.json.tmp"];

/**
 * Makes a new run folder and writes its `config.json`, which makes it one.
 *
 * @param quarantine What is skipped of the data; written where the configuration allows that.
 * @throws when the folder has files already, or cannot be written.
 */
export async function createRun(path: string, config: Config, quarantine: Quarantine): Promise<RunFolder> {
  const folder = runFolder(path);
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).some((name) => !leftovers.includes(name))) {
      throw new Error(
        `Expected an empty or new folder for --out, found files in ${path}; continue with --resume ${path}`,
      );
    }
  } catch (error) {
    throw isSystemError(error) ? new Error(`Cannot write the run folder ${path}: ${error.code}`) : error;
  }
  if (config.onBadSample === "quarantine") await writeJson(folder.quarantine, quarantine, 2);
  await writeJson(folder.config, config, 2);
  return folder;
}

/**
 * Opens the folder of an earlier run.
 *
 * @throws when it has no `config.json`, or one that this version does not understand.
 */
export async function openRun(path: string): Promise<{ folder: RunFolder; config: Config }> {
  const folder = runFolder(path);
  const config = await readJson(folder.config, configSchema);
  if (!config) throw new Error(`Expected a run folder with config.json for --resume, found none in ${path}`);
  return { folder, config };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}
