import { FileError, readBytes } from "@faceseg/core/node";
import { DataError } from "./data-error.ts";

/** No image, label map or list of names is longer. */
const maxBytes = 2 ** 28;

/**
 * The bytes of an image, a label map or a list of names.
 *
 * @internal
 * @throws {DataError} for what is missing, no file, or larger than 256 MiB.
 */
export async function readDataFile(file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file, { maxBytes });
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause;
    // The system's own error, if any, stays the cause: its code tells a missing file from too many open ones.
    throw new DataError(file, cause.message.slice(file.length + 2), {
      cause: cause.cause ?? cause,
    });
  }
}
