import { isAbsolute, relative, resolve } from "node:path";

/** Where the user stands: npm runs scripts in the package's folder and says so in INIT_CWD. */
export const here = process.env["INIT_CWD"] ?? process.cwd();

/** A path of the user's, from where they stand. */
export const fromHere = (path: string): string => (isAbsolute(path) ? path : resolve(here, path));

/** A path as the user sees it from there, if it is below. */
export function shownFromHere(path: string): string {
  const short = relative(here, path) || ".";
  return short.startsWith("..") ? path : short;
}

/** Libraries put the summary first and details below. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}

/** Runs a small program: prints the error and gives the exit code, 0 done, 1 failed, 2 wrong usage. */
export async function exitCodeOf(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return error instanceof Error && error.name === "UsageError" ? 2 : 1;
  }
}
