/** Bad data on disk: names the file, what was expected there and what was found. */
export class DataError extends Error {
  override readonly name = "DataError";
  /** The file or folder that is at fault. */
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}
