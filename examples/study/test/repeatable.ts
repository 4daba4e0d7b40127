import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Keys of `results.json` whose values are measured, or tell when, where and with which stops a run was made. */
const measured = new Set(["created", "machine", "seconds", "peakRssBytes", "resumed", "latency", "engines"]);

/**
 * What every run of one configuration gives alike, byte for byte, however often it was killed: networks, CSV files, the
 * configuration, and `results.json` but for what is measured. SHA-256 by file. (A `.keras` file has the date in it.)
 */
export async function repeatable(run: string): Promise<Record<string, string>> {
  const names = (await readdir(run, { recursive: true })).filter((name) =>
    /^config\.json$|^files.*(_data\.csv|model\.json|weights\.bin)$/.test(name),
  );
  const kept: Record<string, string> = {};
  for (const name of names) kept[name] = sha256(await readFile(join(run, name)));
  const results = JSON.parse(await readFile(join(run, "results.json"), "utf8"));
  kept["results.json"] = sha256(
    JSON.stringify(results, (key, value) => (measured.has(key) ? undefined : value)),
  );
  return kept;
}

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
