import { readFile, rm, stat, writeFile } from "node:fs/promises";

/** An incomplete download, in `<name>.part`. `<name>.part.version` beside it holds the version of the bytes. */
export interface PartFile {
  /** The path of `<name>.part`. */
  readonly path: string;
  /** Bytes that have arrived. */
  size(): Promise<number>;
  /** The server's ETag or date for these bytes; undefined if it gave none. */
  version(): Promise<string | undefined>;
  /** Notes the version of the bytes to come. */
  setVersion(version: string | undefined): Promise<void>;
  /** Removes both files. */
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
