import { KerasFileError } from "../errors/keras-file-error.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const mostCharacters = 2 ** 25;
const mostDepth = 200;

/**
 * Parses the JSON of a Keras file.
 *
 * @throws KerasFileError if it is no JSON object, is longer than 32 Mi characters, nested deeper than 200 levels, or
 * would reach into JavaScript's prototypes.
 */
export function parseJson(text: string, what: string): JsonObject {
  if (text.length > mostCharacters) {
    throw new KerasFileError(
      `Expected ${what} to have at most ${mostCharacters} characters, found ${text.length}`,
    );
  }
  let value: Json;
  try {
    // Python writes infinities and NaN, which JSON does not have; no layer here has a use for them.
    value = JSON.parse(text);
  } catch (error) {
    throw new KerasFileError(`Expected ${what} to be JSON: ${(error as Error).message}`, { cause: error });
  }
  check(value, what, 0);
  if (!isObject(value))
    throw new KerasFileError(`Expected ${what} to be a JSON object, found ${show(value)}`);
  return value;
}

function check(value: Json, what: string, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth === mostDepth)
    throw new KerasFileError(`Expected ${what} to be nested at most ${mostDepth} levels deep`);
  if (Object.hasOwn(value, "__proto__")) {
    throw new KerasFileError(`Expected ${what} to have no key __proto__`);
  }
  for (const item of Object.values(value)) check(item, what, depth + 1);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value in an error message: as JSON, and not too long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
