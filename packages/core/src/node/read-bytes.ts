/// <reference types="node" />
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Options of `readBytes`. */
export interface ReadBytesOptions {
  /** Larger files are refused before they are read. */
  readonly maxBytes: number;
}

/** A file cannot be read: it is missing, too large, or no file. */
export class FileError extends Error {
  /** For checks without instanceof. */
  override readonly name: string = "FileError";
  /** The file or folder. */
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}

/**
 * Reads a whole file. A pipe or a device, which may never end, is refused before anything is read from it.
 *
 * @throws {FileError} for what is missing, no file, or larger than `maxBytes`.
 */
export async function readBytes(file: string, { maxBytes }: ReadBytesOptions): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (!found.isFile()) {
      throw new FileError(
        file,
        `Expected a file, found ${found.isDirectory() ? "a folder" : "a pipe or device"}`,
      );
    }
    if (found.size > maxBytes) {
      throw new FileError(file, `Expected at most ${maxBytes} bytes, found ${found.size}`);
    }
    const bytes = new Uint8Array(found.size);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
    }
    return bytes.subarray(0, length);
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "no such file" : message;
    throw new FileError(file, `Expected a readable file, found ${what}`, { cause });
  } finally {
    await handle?.close();
  }
}
