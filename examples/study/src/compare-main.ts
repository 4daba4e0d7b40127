import { isAbsolute, resolve } from "node:path";
import { compareRuns } from "./compare-runs.ts";
import { printComparison } from "./print-comparison.ts";
import { type Results, resultsSchema } from "./results.ts";
import { readJson, runFolder } from "./run-folder.ts";
import { UsageError } from "./usage-error.ts";

// npm runs scripts in the package's folder; INIT_CWD is where the user stands.
const here = process.env["INIT_CWD"] ?? process.cwd();

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage. */
async function main(folders: readonly string[]): Promise<number> {
  try {
    const [a, b, ...more] = folders;
    if (!a || !b || more.length > 0 || folders.some((word) => word.startsWith("-"))) {
      throw new UsageError(
        `Expected two run folders: npm run study:compare -- <a> <b>; got ${folders.length}`,
      );
    }
    process.stdout.write(printComparison(compareRuns(await readRun(a), await readRun(b)), { a, b }));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function readRun(folder: string): Promise<Results> {
  const path = isAbsolute(folder) ? folder : resolve(here, folder);
  const results = await readJson(runFolder(path).results, resultsSchema);
  if (!results) throw new Error(`Expected a finished run with results.json, found none in ${path}`);
  return results;
}
