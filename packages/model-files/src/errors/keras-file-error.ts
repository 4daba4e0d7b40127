import { ModelFileError } from "./model-file-error.ts";

/** A Keras file that cannot be read, or a model that Keras cannot represent. */
export class KerasFileError extends ModelFileError {
  /** For checks without instanceof. */
  override readonly name = "KerasFileError";
}
