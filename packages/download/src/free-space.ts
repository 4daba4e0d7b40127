import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { DownloadError } from "@faceseg/core";

/**
 * Whether a disk has room for what is to come, before it comes.
 *
 * @throws DownloadError where it has not.
 */
export async function checkRoom(url: string, path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  const free = bavail * bsize;
  if (bytes > free) {
    throw new DownloadError(
      url,
      `it needs ${bytes} bytes in ${dirname(path)}, where ${free} are free; make room or give another folder`,
    );
  }
}

/** The error of a write; a full disk in words. */
export function diskError(url: string, path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  const message = `the disk is full; what has arrived is kept in ${path}, make room and call again to go on`;
  return new DownloadError(url, message, { cause: error });
}
