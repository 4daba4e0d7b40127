import { open } from "node:fs/promises";
import { DownloadError, noAnswer, refusal } from "@faceseg/core";
import { checkRoom, diskError } from "./free-space.ts";
import type { PartFile } from "./part-file.ts";
import { proxyFetch } from "./proxy-fetch.ts";

/** How to transfer a file. */
export interface FetchOptions {
  /** Called after every piece, with the bytes received so far and, if the server says, the bytes in total. */
  readonly onProgress?: (progress: { readonly received: number; readonly total: number | undefined }) => void;
  /** Stops the download. What has arrived is kept. */
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which the download fails. @default 30000 */
  readonly timeout?: number;
  /** Headers of the request. A redirect to another host does not get `authorization` and `cookie`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Downloads the missing bytes of `url` into a part file. Resumes where an earlier attempt ended, if the server can (Range)
 * and the bytes are of the same version (If-Range, or `isVerified`: a checksum will tell). Otherwise starts again.
 *
 * @throws {DownloadError} if the file does not arrive whole.
 */
export async function fetchPart(
  url: string,
  part: PartFile,
  isVerified: boolean,
  { onProgress, signal, timeout = 30_000, headers: own = {} }: FetchOptions,
): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), timeout);
  const explain = (error: unknown, otherwise: DownloadError) => {
    if (signal?.aborted) return signal.reason;
    return silence.signal.aborted
      ? new DownloadError(
          url,
          `Expected data, found none for ${timeout} ms; what has arrived is kept, call again to resume`,
          {
            cause: error,
            isTemporary: true,
          },
        )
      : otherwise;
  };
  const fetcher = await proxyFetch();
  const request = (headers: Record<string, string>) =>
    fetcher(url, {
      headers: { ...own, "accept-encoding": "identity", ...headers },
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    }).catch((error: unknown) => {
      throw explain(error, noAnswer(url, error));
    });

  try {
    let start = await part.size();
    const version = await part.version();
    if (version === undefined && !isVerified) start = 0;
    let response = await request(
      start === 0 ? {} : { range: `bytes=${start}-`, ...(version ? { "if-range": version } : {}) },
    );
    const range = rangeOf(response);
    if (start > 0 && (response.status === 416 || (response.status === 206 && range?.start !== start))) {
      await response.body?.cancel();
      start = 0;
      response = await request({});
    }
    if (response.status !== 200 && !(response.status === 206 && start > 0)) throw refusal(url, response);
    if (response.status === 200) {
      start = 0;
      await part.setVersion(versionOf(response));
    }
    const total = start > 0 ? range?.total : lengthOf(response);

    if (total !== undefined) await checkRoom(url, part.path, total - start);
    const file = await open(part.path, start > 0 ? "a" : "w");
    let received = start;
    const cut = (error?: unknown) => {
      const count = total === undefined ? received : `${received} of ${total}`;
      const message = `Expected the whole file, found that the connection ended after ${count} bytes; they are kept, call again to resume`;
      return new DownloadError(url, message, { cause: error, isTemporary: true });
    };
    try {
      const reader = response.body?.getReader();
      while (reader) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          throw explain(error, cut(error));
        });
        if (done) break;
        timer.refresh();
        await file.write(value).catch((error: unknown) => {
          throw diskError(url, part.path, error);
        });
        received += value.length;
        onProgress?.({ received, total });
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (total !== undefined && received !== total) throw cut();
  } finally {
    clearTimeout(timer);
  }
}

/** The version for If-Range: a strong ETag, or the date of the last change. */
function versionOf({ headers }: Response): string | undefined {
  const etag = headers.get("etag");
  return (etag?.startsWith('"') ? etag : headers.get("last-modified")) ?? undefined;
}

function rangeOf({ headers }: Response): { start: number; total: number | undefined } | undefined {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  if (match === null) return undefined;
  return { start: Number(match[1]), total: match[2] === "*" ? undefined : Number(match[2]) };
}

/** The length of the body; unknown if the server compressed it although it was asked not to. */
function lengthOf({ headers }: Response): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}
