import type { z } from "zod";
import { type Results, resultsSchema } from "./results.ts";
import { firstIssue, ResultsError } from "./results-error.ts";

/**
 * Parses JSON of a known shape.
 *
 * @param file What an error calls the source.
 * @throws {ResultsError} when it is no JSON, or of another shape.
 * @internal
 */
export function parseJson<T extends z.ZodType>(text: string, schema: T, file: string): z.infer<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ResultsError(file, "Expected JSON, found something else", { cause });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new ResultsError(file, `Unexpected content: ${firstIssue(checked.error)}`);
  return checked.data;
}

/**
 * Parses the content of a `results.json`.
 *
 * @param file What an error calls the source. @default "results.json"
 * @throws {ResultsError} when it is no JSON, or not of the shape that this version writes.
 */
export function parseResults(text: string, file = "results.json"): Results {
  return parseJson(text, resultsSchema, file);
}
