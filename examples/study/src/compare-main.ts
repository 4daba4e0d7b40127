import { UsageError } from "@faceseg/core";
import { compareRuns, type Results } from "@faceseg/evaluation";
import { readResults } from "@faceseg/evaluation/node";
import { printComparison } from "@faceseg/report";
import { runFolder } from "./files/run-folder.ts";
import { exitCodeOf, fromHere } from "./here.ts";

process.exitCode = await exitCodeOf(() => main(process.argv.slice(2)));

async function main(folders: readonly string[]): Promise<void> {
  const [a, b, ...more] = folders;
  if (!a || !b || more.length > 0 || folders.some((word) => word.startsWith("-"))) {
    throw new UsageError(`Expected two run folders: npm run study:compare -- <a> <b>; got ${folders.length}`);
  }
  process.stdout.write(printComparison(compareRuns(await readRun(a), await readRun(b)), { a, b }));
}

async function readRun(folder: string): Promise<Results> {
  const path = fromHere(folder);
  const results = await readResults(runFolder(path).results);
  if (!results) throw new Error(`Expected a finished run with results.json, found none in ${path}`);
  return results;
}
