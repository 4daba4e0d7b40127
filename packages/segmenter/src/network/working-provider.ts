import type { ExecutionProvider } from "@faceseg/onnx/run";

/** What the first execution provider of a list that works has loaded, and why those before it did not. */
export interface Loaded<T> {
  readonly loaded: T;
  readonly provider: string;
  readonly passed: readonly string[];
}

/**
 * Loads with each execution provider alone until one works: given several, ONNX Runtime drops those that do not work and
 * does not say which is left.
 *
 * @throws {Error} where none works.
 */
export async function withWorkingProvider<T>(
  providers: readonly ExecutionProvider[],
  load: (provider: ExecutionProvider) => Promise<T>,
): Promise<Loaded<T>> {
  const passed: string[] = [];
  let cause: unknown;
  for (const candidate of providers) {
    const provider = typeof candidate === "string" ? candidate : candidate.name;
    try {
      return { loaded: await load(candidate), provider, passed };
    } catch (error) {
      cause = error;
      passed.push(`${provider}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (passed.length === 1) throw cause; // the file itself may be at fault
  throw new Error(`None of executionProviders works (${passed.join("; ")})`, { cause });
}
