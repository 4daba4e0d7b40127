import type { z } from "zod";

/** Results, or another file of a run, that are no JSON or not of the shape that this version writes. */
export class ResultsError extends Error {
  /** For checks without instanceof. */
  override readonly name = "ResultsError";
  /** The file, or what the caller calls the source. */
  readonly file: string;

  /** @internal */
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.file = file;
  }
}

/** The first problem that zod found, in one line. @internal */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return error.message;
  const where = issue.path.join(".");
  return where ? `${where}: ${issue.message}` : issue.message;
}
