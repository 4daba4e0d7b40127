import { DataError, readDataFile } from "@faceseg/image/node";

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
