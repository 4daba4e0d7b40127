/** A command line that the program cannot run; its message says what is legal. */
export class UsageError extends Error {
  override name = "UsageError";
}
