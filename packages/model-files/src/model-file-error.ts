/** A saved model that cannot be loaded: names the file, what was expected there and what was found. */
export class ModelFileError extends Error {
  override readonly name = "ModelFileError";
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}
