/** A file of a run folder that is no JSON, or not of the shape that this version writes. */
export class RunFileError extends Error {
  override readonly name = "RunFileError";
}
