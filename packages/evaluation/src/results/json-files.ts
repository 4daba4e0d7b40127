import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "@faceseg/core/node";
import type { z } from "zod";
import { parseJson } from "./parse-json.ts";
import { type Results, resultsSchema } from "./results.ts";

/**
 * Reads JSON of a known shape; `undefined` when there is no such file.
 *
 * @throws {ResultsError} when it is no JSON, or of another shape.
 * @internal
 */
export async function readJson<T extends z.ZodType>(
  file: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  return existsSync(file) ? parseJson(await readFile(file, "utf8"), schema, file) : undefined;
}

/**
 * Writes JSON, with the folders that it needs; a program that is killed leaves the old file or the new one.
 *
 * @param indent Spaces of each level; 0: all on one line.
 * @throws {DiskError} where it cannot be written.
 * @internal
 */
export async function writeJson(file: string, value: unknown, indent = 0): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, `${JSON.stringify(value, null, indent)}\n`);
}

/**
 * Reads a `results.json`; `undefined` when there is no such file.
 *
 * @throws {ResultsError} when it is no JSON, or not of the shape that this version writes.
 */
export async function readResults(file: string): Promise<Results | undefined> {
  return readJson(file, resultsSchema);
}

/**
 * Writes a `results.json`, atomically.
 *
 * @throws {DiskError} where it cannot be written.
 */
export async function writeResults(file: string, results: Results): Promise<void> {
  await writeJson(file, results);
}
