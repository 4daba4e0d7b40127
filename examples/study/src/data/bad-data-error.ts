/** A data set with errors; the message has a line for each of the first. */
export class BadDataError extends Error {
  override readonly name = "BadDataError";
}
