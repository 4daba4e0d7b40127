/** An engine cannot be used here; says why, and what would help. */
export class EngineUnavailableError extends Error {
  /** For checks without instanceof. */
  override readonly name = "EngineUnavailableError";
}
