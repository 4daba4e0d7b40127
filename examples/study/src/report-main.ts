import { parseArgs } from "node:util";
import { UsageError } from "@faceseg/core";
import { exitCodeOf, fromHere } from "./here.ts";
import { type GalleryKind, galleries, rewriteReport } from "./run/rewrite-report.ts";

const usage = "npm run study:report -- <run folder> [--out <folder>] [--gallery tested|synthetic]";

process.exitCode = await exitCodeOf(async () => {
  const { run, out, gallery } = read(process.argv.slice(2));
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  await rewriteReport(fromHere(run), fromHere(out ?? run), { gallery, log });
});

function read(rawArgs: string[]): { run: string; out: string | undefined; gallery: GalleryKind } {
  const { positionals, values } = parsed(rawArgs);
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0) {
    throw new UsageError(`Expected one run folder: ${usage}; got ${positionals.length}`);
  }
  const { gallery: given = "tested" } = values;
  const gallery = galleries.find((name) => name === given);
  if (!gallery) {
    throw new UsageError(`Expected \`--gallery\` to be ${galleries.join(" or ")}, got "${given}"`);
  }
  return { run, out: values.out, gallery };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: "string" }, gallery: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}: ${usage}`);
  }
}
