import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createConsola } from "consola";
import { type GalleryKind, galleries, rewriteReport } from "./rewrite-report.ts";
import { UsageError } from "./usage-error.ts";

const usage = "npm run study:report -- <run folder> [--out <folder>] [--gallery tested|synthetic]";

// npm runs scripts in the package's folder; INIT_CWD is where the user stands.
const here = process.env["INIT_CWD"] ?? process.cwd();
const console = createConsola({ level: 3, formatOptions: { date: false } });

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage. */
async function main(rawArgs: string[]): Promise<number> {
  try {
    const { run, out, gallery } = read(rawArgs);
    await rewriteReport(path(run), path(out ?? run), { gallery, log: (line) => console.log(line) });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function read(rawArgs: string[]): { run: string; out: string | undefined; gallery: GalleryKind } {
  const { positionals, values } = parsed(rawArgs);
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0) {
    throw new UsageError(`Expected one run folder: ${usage}; got ${positionals.length}`);
  }
  const gallery = galleries.find((name) => name === (values.gallery ?? "tested"));
  if (!gallery) throw new UsageError(`Unknown gallery "${values.gallery}"; known: ${galleries.join(", ")}`);
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

function path(folder: string): string {
  return isAbsolute(folder) ? folder : resolve(here, folder);
}
