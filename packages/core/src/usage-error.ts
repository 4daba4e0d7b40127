/** A program was called in a way that it does not know; it prints the message and exits with code 2. */
export class UsageError extends Error {
  /** For checks without instanceof. */
  override readonly name = "UsageError";
}
