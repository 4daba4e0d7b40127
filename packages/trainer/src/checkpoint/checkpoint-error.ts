/** A checkpoint that cannot be written or read. */
export class CheckpointError extends Error {
  /** For checks without instanceof. */
  override readonly name = "CheckpointError";
  /** The file or folder. */
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.file = file;
  }
}
