import { readFile, rm, stat, writeFile } from "node:fs/promises";

/** A download that is not complete, in `<name>.part`; beside it, in `<name>.part.version`, which version it is of. */
export interface PartFile {
  readonly path: string;
  /** Bytes that are there. */
  size(): Promise<number>;
  /** The server's ETag or date of the version that the bytes are of; undefined if it gave none. */
  version(): Promise<string | undefined>;
  setVersion(version: string | undefined): Promise<void>;
  remove(): Promise<void>;
}

/** The part file of the download that becomes `path`. */
export function partFile(path: string): PartFile {
  const part = `${path}.part`;
  const note = `${part}.version`;
  return {
    path: part,
    size: () =>
      stat(part).then(
        ({ size }) => size,
        () => 0,
      ),
    version: () => readFile(note, "utf8").catch(() => undefined),
    setVersion: (version) => (version === undefined ? rm(note, { force: true }) : writeFile(note, version)),
    remove: async () => {
      await rm(part, { force: true });
      await rm(note, { force: true });
    },
  };
}
