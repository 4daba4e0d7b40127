/** A file that could not be downloaded. */
export class DownloadError extends Error {
  /** For checks without instanceof. */
  override readonly name = "DownloadError";
  /** The file's URL. */
  readonly url: string;
  /** The server's HTTP status, if it answered. */
  readonly status: number | undefined;
  /** Whether the same request may succeed later. */
  readonly isTemporary: boolean;
  /** Milliseconds that the server asks to wait before the next request. */
  readonly retryAfter: number | undefined;

  constructor(url: string, message: string, options: DownloadErrorOptions = {}) {
    super(`${url}: ${message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.url = url;
    this.status = options.status;
    this.isTemporary = options.isTemporary ?? false;
    this.retryAfter = options.retryAfter;
  }
}

interface DownloadErrorOptions {
  readonly status?: number;
  readonly cause?: unknown;
  readonly isTemporary?: boolean;
  readonly retryAfter?: number | undefined;
}

const advice: Readonly<Record<number, string>> = {
  401: "check your token or password",
  403: "check the URL, and your rights to it",
  404: "there is no such file; check the URL",
  407: "the proxy needs a password; put it into HTTPS_PROXY",
  408: "the request took too long; try again later",
  410: "there is no such file; check the URL",
  429: "too many requests; try again later",
};

/** The error for a request that the server refused. @internal */
export function refusal(
  url: string,
  { status, statusText, headers }: { status: number; statusText: string; headers: Headers },
): DownloadError {
  const words =
    advice[status] ?? (status >= 500 ? "the server is unavailable; try again later" : "check the URL");
  return new DownloadError(url, `Expected status 200, found ${`${status} ${statusText}`.trim()}: ${words}`, {
    status,
    isTemporary: status === 408 || status === 429 || status >= 500,
    retryAfter: waitOf(headers.get("retry-after")),
  });
}

/** The Retry-After header, which holds seconds or a date, in milliseconds. */
function waitOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  const wait = /^\d+$/.test(value) ? 1000 * Number(value) : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The error for a request without an answer: no such host, connection refused, no network. @internal */
export function noAnswer(url: string, error: unknown): DownloadError {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const { message = "", code = "unknown cause" } = cause as { message?: string; code?: string };
  return new DownloadError(url, `Expected an answer from the server, found none (${message || code})`, {
    cause: error,
    isTemporary: true,
  });
}
