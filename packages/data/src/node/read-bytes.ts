import { readFile } from "node:fs/promises";
import { DataError } from "./data-error.ts";

/** The bytes of a file, or a `DataError`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DataError(file, `Expected a readable file, found: ${(cause as Error).message}`, { cause });
  }
}
