import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { DownloadError } from "@faceseg/core";

/**
 * Checks that the disk has room, before the download starts.
 *
 * @throws {DownloadError} if it has not.
 */
export async function checkRoom(url: string, path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  const free = bavail * bsize;
  if (bytes > free) {
    throw new DownloadError(
      url,
      `Expected ${bytes} free bytes in ${dirname(path)}, found ${free}; make room, or choose another folder`,
    );
  }
}

/** The error of a failed write; a full disk becomes a `DownloadError`. */
export function diskError(url: string, path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  const message = `Expected free bytes on the disk, found none; what has arrived is kept in ${path}, make room and call again to resume`;
  return new DownloadError(url, message, { cause: error });
}
