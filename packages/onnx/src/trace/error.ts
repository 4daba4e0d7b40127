/** A function cannot be compiled: says which operation stands in the way and what to do instead. */
export class TraceError extends Error {
  override name = "TraceError";
}
