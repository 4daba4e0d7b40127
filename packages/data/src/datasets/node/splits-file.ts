import { DataError, readDataFile } from "@faceseg/image/node";

/**
 * The names in one split of a `splits.json`, `{ "<split>": ["<name>", ...] }`.
 *
 * @throws DataError when the file is no such JSON, the split is missing or empty, or a name stands there twice.
 */
export async function readSplit(file: string, split: string): Promise<readonly string[]> {
  const splits = await readSplits(file);
  const names = splits.get(split);
  if (!names)
    throw new DataError(file, `Expected a split "${split}", found ${[...splits.keys()].join(", ")}`);
  if (names.length === 0) throw new DataError(file, `Expected names in the split "${split}", found none`);
  const homes = new Map<string, string>();
  for (const [home, members] of splits) {
    for (const name of members) {
      const other = homes.get(name);
      if (other !== undefined) {
        throw new DataError(file, `Expected each name once, found "${name}" in ${other} and in ${home}`);
      }
      homes.set(name, home);
    }
  }
  return names;
}

/**
 * The names in all splits of a `splits.json`, as they stand there.
 *
 * @throws DataError when the file is no such JSON.
 */
export async function readSplits(file: string): Promise<Map<string, readonly string[]>> {
  const text = new TextDecoder().decode(await readDataFile(file));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataError(file, `Expected JSON, found: ${(cause as Error).message}`, { cause });
  }
  const entries = Object.entries(Object(value));
  const ofNames = (names: unknown) => Array.isArray(names) && names.every((name) => typeof name === "string");
  if (Array.isArray(value) || entries.length === 0 || !entries.every(([, names]) => ofNames(names))) {
    throw new DataError(file, `Expected {"<split>": ["<name>", ...], ...}, found ${text.slice(0, 60)}`);
  }
  return new Map(entries as [string, string[]][]);
}
