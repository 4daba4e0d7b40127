import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { z } from "zod";
import { type Config, configSchema, firstIssue } from "./config.ts";
import { RunFileError } from "./run-file-error.ts";

/** Where the things of one run lie; `key` is that of a cell. */
export interface RunFolder {
  readonly path: string;
  readonly config: string;
  readonly results: string;
  readonly report: string;
  /** The best epoch's model, as tfjs `model.json` and `weights.bin`. */
  model(key: string): string;
  /** One row an epoch. */
  log(key: string): string;
  /** State from which an interrupted training goes on. */
  checkpoint(key: string): string;
  /** Finished combinations of networks. */
  readonly combinations: string;
  /** A finished piece of work: its presence is what `--resume` looks at. */
  finished(key: string, piece: Piece): string;
  /** Drawings of picture `index` of a set: `picture`, `truth`, or a cell's key. */
  drawing(set: string, index: number, what: string): string;
}

/** The pieces of work on a cell. */
export type Piece = "training" | "test" | "other" | "robustness" | "costs" | "precision";

/** Names the files of a run in `path`; touches nothing. */
export function runFolder(path: string): RunFolder {
  return {
    path,
    config: join(path, "config.json"),
    results: join(path, "results.json"),
    report: join(path, "report.html"),
    combinations: join(path, "files", "combinations.json"),
    model: (key) => join(path, "files", `${key}_model`),
    log: (key) => join(path, "files", `${key}_data.csv`),
    checkpoint: (key) => join(path, "files", `${key}_state`),
    finished: (key, piece) => join(path, "files", `${key}_${piece}.json`),
    drawing: (set, index, what) =>
      join(path, "gallery", set, `${index}-${what}.${what === "picture" ? "jpg" : "png"}`),
  };
}

/**
 * Makes a new run folder and writes its `config.json`.
 *
 * @throws when the folder has files already, or cannot be written.
 */
export async function createRun(path: string, config: Config): Promise<RunFolder> {
  const folder = runFolder(path);
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length > 0) {
      throw new Error(
        `Expected an empty or new folder for --out, found files in ${path}; go on with --resume ${path}`,
      );
    }
    await mkdir(join(path, "files"));
  } catch (error) {
    throw isSystemError(error) ? new Error(`Cannot write the run folder ${path}: ${error.code}`) : error;
  }
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

/** Writes through a temporary file, so that a killed run leaves the old file or the new one. */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, data);
  await rename(`${path}.tmp`, path);
}

/** Writes JSON, atomically. */
export async function writeJson(path: string, value: unknown, indent = 0): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(value, null, indent)}\n`);
}

/**
 * Reads JSON of a known shape; `undefined` when there is no such file.
 *
 * @throws {RunFileError} when it is no JSON, or of another shape.
 */
export async function readJson<T extends z.ZodType>(
  path: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  if (!(await exists(path))) return undefined;
  const text = await readFile(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RunFileError(`Expected JSON in ${path}, found something else`);
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new RunFileError(`Unexpected content in ${path}: ${firstIssue(checked.error)}`);
  return checked.data;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}
