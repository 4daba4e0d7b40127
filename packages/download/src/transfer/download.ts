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
  /** The SHA-256 that the file must have, in hex. @default none: the content is not verified */
  readonly sha256?: string;
  /** Folder that keeps the file. @default `faceseg` in `$XDG_CACHE_HOME` or in `~/.cache` */
  readonly cacheFolder?: string;
  /** How often to retry a download that is cut off, silent or refused for now (408, 429, 5xx). @default 4 */
  readonly retries?: number;
  /** Milliseconds before the first retry; doubled for each further one, unless the server asks for more. @default 1000 */
  readonly retryDelay?: number;
}

/** A downloaded file, from now or from the cache. */
export interface Download {
  /** Its URL. */
  readonly url: string;
  /** Its path in the cache. */
  readonly path: string;
  /** Its length in bytes. */
  readonly size: number;
  /** Its SHA-256 in hex, computed from the file on disk. */
  readonly sha256: string;
  /** Whether a checksum was given, and so compared. */
  readonly verified: boolean;
  /** Whether it was in the cache already. */
  readonly fromCache: boolean;
}

/**
 * Downloads a file once: the next call finds it in the cache, at `<cacheFolder>/<host>/<path>`. It arrives as
 * `<name>.part`. A failed attempt leaves that file, and the next one resumes it. Only a complete file with the expected
 * checksum gets its name. A cached file with another checksum is downloaded again.
 *
 * @throws {DownloadError} if there is no answer, the server refuses (404, 403, 5xx), the connection ends early or stays
 * silent, the disk has no room, or the checksum is not the expected one.
 * @throws {RangeError} for a `sha256` that is none, or a `url` with a password.
 * @example
 * const { path, verified } = await download(findPretrained("mobilenet-v2-1").url, {
 *   onProgress: ({ received, total }) => console.log(received, total),
 * });
 */
export async function download(url: string | URL, options: DownloadOptions = {}): Promise<Download> {
  const {
    sha256,
    cacheFolder: folder = cacheFolder(),
    retries = 4,
    retryDelay = 1000,
    ...fetchOptions
  } = options;
  if (sha256 !== undefined) validateSha256(sha256);
  const address = new URL(url);
  if (address.username !== "" || address.password !== "") {
    throw new RangeError(
      "Expected `url` to have no user and password, which errors would show; use `headers`",
    );
  }
  const expected = sha256?.toLowerCase();
  const path = cachePath(folder, address);
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
