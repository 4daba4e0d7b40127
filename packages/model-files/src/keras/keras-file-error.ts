/**
 * A Keras file that cannot be read or written: the message says what was expected, what was found and what would be
 * legal.
 */
export class KerasFileError extends Error {
  override readonly name = "KerasFileError";
}
