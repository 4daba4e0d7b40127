import { isMissing } from "@faceseg/core";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";

/** Whether this is Node (or what claims to be). */
export const isNode = (): boolean =>
  (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node !== undefined;

/** The message of an unknown error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Imports a package for Node that may be missing, hidden from bundlers.
 *
 * @throws {EngineUnavailableError} where it is not installed or does not load.
 */
export async function importForNode(name: string): Promise<unknown> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n");
    // A package that is there but lacks one of its own names that one.
    const isAbsent = isMissing(error, name) && reason.includes(`'${name}'`);
    throw new EngineUnavailableError(isAbsent ? `${name} is not installed` : `${name}: ${reason}`, {
      cause: error,
    });
  }
}
