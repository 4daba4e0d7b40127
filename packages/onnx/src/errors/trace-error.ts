/** A function cannot be compiled. The message names the operation, its layer, and what to use instead. */
export class TraceError extends Error {
  /** For checks without instanceof. */
  override readonly name = "TraceError";
}
