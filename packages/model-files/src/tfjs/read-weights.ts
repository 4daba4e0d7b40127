import { ModelFileError } from "../errors/model-file-error.ts";
import type { Files } from "../files/files.ts";

/** Files that are fetched at once. */
const atOnce = 6;

/**
 * Reads files of weights end to end. Stops at the first that holds more than what is missing.
 *
 * @param addresses Where the files lie.
 * @param length The bytes that they must have together.
 * @throws {ModelFileError} when they have more or fewer.
 */
export async function readWeights(
  addresses: readonly string[],
  length: number,
  files: Files,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let missing = length;
  for (let next = 0; next < addresses.length; next += atOnce) {
    const limits = { maxBytes: missing };
    const read = addresses.slice(next, next + atOnce).map((address) => files.read(address, limits));
    for (const bytes of await Promise.all(read)) {
      missing -= bytes.length;
      parts.push(bytes);
    }
    if (missing < 0) break;
  }
  if (missing !== 0) {
    const found = length - missing;
    throw new ModelFileError(
      `Expected ${length} bytes of weights in ${addresses.join(", ")}, found ${missing < 0 ? "at least " : ""}${found}`,
    );
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
