/** A file that could not be fetched. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  readonly url: string;
  /** The server's HTTP status, where it answered. */
  readonly status: number | undefined;

  constructor(url: string, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(`${url}: ${message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.url = url;
    this.status = options.status;
  }
}

/** The error of a request to which the server answered something other than success. */
export function refusal(
  url: string,
  { status, statusText }: { status: number; statusText: string },
): DownloadError {
  const advice =
    status === 404 || status === 410
      ? "there is no such file; check the URL"
      : status === 401 || status === 403
        ? "the server does not give it to you; check the URL and your rights"
        : status === 429 || status >= 500
          ? "the server cannot answer now; try again later"
          : "expected 200";
  return new DownloadError(url, `the server answered ${`${status} ${statusText}`.trim()}: ${advice}`, {
    status,
  });
}

/** The error of a request that got no answer: no such host, refused, no network. */
export function noAnswer(url: string, error: unknown): DownloadError {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const { message = "", code = "unknown cause" } = cause as { message?: string; code?: string };
  return new DownloadError(url, `no answer from the server (${message || code})`, { cause: error });
}
