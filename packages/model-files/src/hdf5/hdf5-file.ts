import { orMissing, required } from "@faceseg/core";
import { KerasFileError } from "../errors/keras-file-error.ts";
import { unpackLimit } from "../zip/unpack-limit.ts";
import { checkStringHeaps } from "./check-string-heaps.ts";
import { checkHdf5Signature } from "./hdf5-signature.ts";
import { limitMemory } from "./limit-memory.ts";

type Library = Awaited<typeof import("h5wasm")["ready"]>;

/** A file that is open in libhdf5. */
export interface Hdf5File {
  /** Length of the file in bytes. */
  readonly length: number;
  readonly id: bigint;
  readonly library: Library;
  /**
   * Runs one call of the library. It reports damage by printing it and goes on with whatever was in memory, so what a
   * call returns counts only if nothing was printed.
   */
  checked<T>(call: () => T): T;
}

/** What is used of Emscripten's file system; its own types leave streams out. */
interface FileSystem {
  readonly streams: (object | null | undefined)[];
  open(path: string, flags: string): object;
  close(stream: object): void;
  writeFile(path: string, data: Uint8Array): void;
  readFile(path: string): Uint8Array;
  readFile(path: string, options: { encoding: "utf8" }): string;
  stat(path: string): { size: number };
  unlink(path: string): void;
}

const filePath = "/faceseg-keras.h5";
const logPath = "/faceseg-keras.log";
const stderr = 2;
/** Bytes of the library's memory before the first file. */
let ownMemory: number | undefined;

/**
 * Opens the bytes as an HDF5 file in memory, lets `read` have it, and closes it.
 *
 * @throws KerasFileError if the bytes are no sound HDF5 file, or `read` meets damage in it.
 */
export async function readHdf5<T>(bytes: Uint8Array, read: (file: Hdf5File) => T): Promise<T> {
  checkHdf5Signature(bytes);
  checkStringHeaps(bytes);
  return withHdf5(bytes, read, (result) => result);
}

/** Makes an HDF5 file in memory, which `write` fills. */
export async function createHdf5(write: (file: Hdf5File) => void): Promise<Uint8Array> {
  return withHdf5(undefined, write, (_, bytes) => bytes());
}

async function withHdf5<T, R>(
  bytes: Uint8Array | undefined,
  use: (file: Hdf5File) => T,
  finish: (used: T, bytes: () => Uint8Array) => R,
): Promise<R> {
  // The library is 4 MB of WebAssembly: loaded when the first file is read.
  const h5wasm = required(
    await import("h5wasm").catch(orMissing("h5wasm")),
    "h5wasm",
    "Reading and writing Keras files",
  );
  const library = await h5wasm.ready;
  const files = library.FS as unknown as FileSystem;
  ownMemory ??= library.HEAPU8.length;
  // A file that is read needs room for what it unpacks to, for its largest piece twice, and for the library's caches.
  const most = bytes ? ownMemory + 2 * unpackLimit(bytes.length) + 2 ** 26 : library.MAXIMUM_MEMORY;
  return limitMemory(most, () => inMemory(library, files, bytes, use, finish));
}

function inMemory<T, R>(
  library: Library,
  files: FileSystem,
  bytes: Uint8Array | undefined,
  use: (file: Hdf5File) => T,
  finish: (used: T, bytes: () => Uint8Array) => R,
): R {
  // No await from here on, so that nobody else meets the borrowed stderr.
  const log = files.open(logPath, "w");
  const streams = [...files.streams];
  files.streams[stderr] = log;
  const printed = () => files.readFile(logPath, { encoding: "utf8" });
  const checked = <R>(call: () => R): R => {
    const result = call();
    if (files.stat(logPath).size > 0)
      throw new KerasFileError(`The .h5 file is damaged: ${reason(printed())}`);
    return result;
  };
  files.writeFile(filePath, bytes ?? new Uint8Array(0));
  const mode = bytes ? library.H5F_ACC_RDONLY : library.H5F_ACC_TRUNC;
  let id: bigint | undefined;
  try {
    id = checked(() => library.open(filePath, mode, false, -1, -1));
    const used = use({ length: bytes?.length ?? 0, id, library, checked });
    library.close_file(id);
    id = undefined;
    return finish(used, () => files.readFile(filePath));
  } catch (error) {
    if (error instanceof KerasFileError) throw error;
    throw new KerasFileError(`The .h5 file is damaged: ${reason(printed() || String(error))}`, {
      cause: error,
    });
  } finally {
    if (id !== undefined) library.close_file(id);
    // After an error the library may keep the file open, and with it the memory that holds its bytes.
    for (const stream of files.streams) if (stream && !streams.includes(stream)) files.close(stream);
    files.streams[stderr] = streams[stderr];
    files.close(log);
    files.unlink(filePath);
    files.unlink(logPath);
  }
}

/** The innermost line of the first of libhdf5's error stacks. */
function reason(log: string): string {
  const [, stack = log] = log.split("HDF5-DIAG:");
  const frames = [...stack.matchAll(/^ *#\d+: .*?\(\): (.*)$/gm)];
  return frames.at(-1)?.[1] ?? stack.trim();
}
