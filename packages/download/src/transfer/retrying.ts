import { setTimeout as pause } from "node:timers/promises";
import { DownloadError } from "@faceseg/core";

/** The longest wait in milliseconds, even if a server asks for more. */
const mostDelay = 60_000;

/**
 * Retries work that fails with a temporary `DownloadError`: up to `retries` times, after `delay` milliseconds, then twice
 * as many, and so on, or after as many as the server asks for.
 */
export async function retrying<T>(
  work: () => Promise<T>,
  retries: number,
  delay: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DownloadError) || !error.isTemporary || attempt >= retries) throw error;
      const wait = Math.max(delay * 2 ** attempt, error.retryAfter ?? 0);
      await pause(Math.min(wait, mostDelay), undefined, signal ? { signal } : {});
    }
  }
}
