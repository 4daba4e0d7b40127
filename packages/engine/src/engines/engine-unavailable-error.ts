/** An engine cannot be used here; says why, and what would help. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
}
