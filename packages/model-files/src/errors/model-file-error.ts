/** Options of `ModelFileError`. */
export interface ModelFileErrorOptions extends ErrorOptions {
  /** The file's path or URL. @default none: the model came as bytes */
  readonly file?: string;
}

/**
 * A model that cannot be loaded or saved. The message names the file, what was expected in it and what was found.
 *
 * @example
 * // ModelFileError: best/weights.bin: Expected 512 bytes of weights, found 100
 */
export class ModelFileError extends Error {
  /** For checks without instanceof. */
  override readonly name: string = "ModelFileError";
  /** The file's path or URL; undefined where the model came as bytes. */
  readonly file: string | undefined;

  constructor(message: string, { file, ...options }: ModelFileErrorOptions = {}) {
    super(file === undefined ? message : `${file}: ${message}`, options);
    this.file = file;
  }
}

/** The error again, now naming the file that the bytes came from; other errors, and those that name one, stay. */
export function inFile(file: string | undefined, error: unknown): unknown {
  if (file === undefined || !(error instanceof ModelFileError) || error.file !== undefined) return error;
  const Kind = error.constructor as typeof ModelFileError;
  return new Kind(error.message, { file, cause: error });
}
