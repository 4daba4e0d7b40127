import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Results } from "../results/results.ts";

/**
 * Describes the machine that this process runs on, for `results.json`.
 *
 * @param packages Names of installed packages whose versions are of interest. @default none
 * @param from File or URL from where the packages are looked up. @default the working folder
 */
export function describeMachine(
  packages: readonly string[] = [],
  from: string | URL = pathToFileURL(`${process.cwd()}/package.json`),
): NonNullable<Results["machine"]> {
  const { resolve } = createRequire(from);
  // Read from the folder itself: not every package exports its package.json.
  const version = (name: string) => {
    const files = (resolve.paths(name) ?? []).map((folder) => join(folder, name, "package.json"));
    const file = files.find(existsSync);
    return file ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "not installed";
  };
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${type()} ${release()}, ${process.arch}`,
    node: process.version,
    packages: Object.fromEntries(packages.map((name) => [name, version(name)])),
  };
}
