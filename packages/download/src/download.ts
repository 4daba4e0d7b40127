import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { checksumMismatch, DownloadError, validateSha256 } from "@faceseg/core";
import { cacheFolder, cachePath } from "./cache-path.ts";
import { type FetchOptions, fetchPart } from "./fetch-part.ts";
import { partFile } from "./part-file.ts";
import { retrying } from "./retrying.ts";

/** Options of `download`. */
export interface DownloadOptions extends FetchOptions {
  /** The SHA-256 that the file must have, in hex. Without it nothing vouches for the file. */
  readonly sha256?: string;
  /** Folder in which the file is kept. @default `faceseg` in `$XDG_CACHE_HOME` or in `~/.cache` */
  readonly cacheDir?: string;
  /** How often a download that is cut off, silent or put off by the server (429, 5xx) is tried again. @default 4 */
  readonly retries?: number;
  /** Milliseconds before the first retry; doubled before each other, unless the server asks for more. @default 1000 */
  readonly retryDelay?: number;
}

/** A file that was downloaded, now or earlier. */
export interface Download {
  readonly url: string;
  readonly path: string;
  /** Its length in bytes. */
  readonly size: number;
  /** Its SHA-256 in hex, computed from the file on the disk. */
  readonly sha256: string;
  /** Whether an expected checksum was known, and so compared. */
  readonly verified: boolean;
  /** Whether it was there already. */
  readonly fromCache: boolean;
}

/**
 * Downloads a file once: the next call finds it in the cache, which is laid out as `<cacheDir>/<host>/<path>`. It
 * arrives as `<name>.part`; an attempt that fails leaves that behind, and the next goes on from there. Only a file
 * that is complete, and has the expected checksum, gets its name. A cached file of another checksum is fetched anew.
 *
 * @throws DownloadError if there is no answer, the server refuses (404, 403, 5xx), the connection ends early or stays
 * silent, the disk has no room, or the checksum is not the expected one.
 * @example
 * const { path, verified } = await download(findPretrained("mobilenet-v2-1").url, {
 *   onProgress: ({ received, total }) => console.log(received, total),
 * });
 */
export async function download(url: string | URL, options: DownloadOptions = {}): Promise<Download> {
  const { sha256, cacheDir = cacheFolder(), retries = 4, retryDelay = 1000, ...fetchOptions } = options;
  if (sha256 !== undefined) validateSha256(sha256);
  const address = new URL(url);
  if (address.username !== "" || address.password !== "") {
    throw new RangeError(
      "Expected `url` without a user and password, which errors would show; use `headers`",
    );
  }
  const expected = sha256?.toLowerCase();
  const path = cachePath(cacheDir, address);
  const describe = async (found: string, fromCache: boolean): Promise<Download> => {
    const { size } = await stat(path);
    return { url: address.href, path, size, sha256: found, verified: expected !== undefined, fromCache };
  };

  const cached = await sha256OfFile(path).catch(ifAbsent);
  if (cached !== undefined && (expected ?? cached) === cached) return describe(cached, true);
  await rm(path, { force: true });

  await mkdir(dirname(path), { recursive: true });
  const part = partFile(path);
  await retrying(
    () => fetchPart(address.href, part, expected !== undefined, fetchOptions),
    retries,
    retryDelay,
    options.signal,
  );
  const found = await sha256OfFile(part.path);
  if ((expected ?? found) !== found) {
    await part.remove();
    throw new DownloadError(address.href, checksumMismatch("the file", String(expected), found));
  }
  await rename(part.path, path);
  await part.remove();
  return describe(found, false);
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
