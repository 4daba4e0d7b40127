/** An archive that is damaged, or would do harm: names the file, what was expected and what was found. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}
