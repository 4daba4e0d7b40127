import { readFile, stat } from "node:fs/promises";
import { DataError } from "./data-error.ts";

/** No picture, label map or list of names is longer. */
const mostBytes = 2 ** 28;

/** The bytes of a file, or a `DataError`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    // A pipe or a device may never end.
    if (!found.isFile()) throw new DataError(file, "Expected a file, found something else");
    if (found.size > mostBytes) {
      throw new DataError(file, `Expected at most ${mostBytes} bytes, found ${found.size}`);
    }
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError(file, `Expected a readable file, found: ${(cause as Error).message}`, { cause });
  }
}
