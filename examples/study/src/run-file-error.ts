/** A file of a run folder that is no JSON, not of the shape that this version writes, or cannot be written. */
export class RunFileError extends Error {
  override readonly name = "RunFileError";
}
