/** An archive that is damaged or unsafe. The message names the file, what was expected and what was found. */
export class ArchiveError extends Error {
  /** For checks without instanceof. */
  override readonly name = "ArchiveError";
  /** The archive's path. */
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}
