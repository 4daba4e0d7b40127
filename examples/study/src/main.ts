import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import { createConsola } from "consola";
import type { Config } from "./config.ts";
import { openSplits, type Splits } from "./data.ts";
import { flagDefinitions, parseFlags, type Request, toRequest } from "./flags.ts";
import type { NetworkName } from "./network-names.ts";
import { createRun, openRun, type RunFolder, writeJson } from "./run-folder.ts";
import { runStudy } from "./study.ts";
import { checkWeights } from "./train.ts";
import { UsageError } from "./usage-error.ts";

const command = defineCommand({
  meta: {
    name: "npm run study --",
    description: "Trains, tests and compares U-Net, PSPNet and SegNet on faces",
  },
  args: flagDefinitions,
});

// npm runs scripts in the package's folder; INIT_CWD is where the user stands.
const here = process.env["INIT_CWD"] ?? process.cwd();
const console = createConsola({ level: 3, formatOptions: { date: false } });

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
async function main(rawArgs: readonly string[]): Promise<number> {
  if (rawArgs.includes("--help") || rawArgs.includes("-h")) {
    const usage = await renderUsage(command);
    console.log(process.stdout.isTTY ? usage : stripVTControlCharacters(usage));
    return 0;
  }
  const abort = new AbortController();
  let folder: RunFolder | undefined;
  try {
    const run = await open(toRequest(parseFlags(rawArgs), here));
    folder = run.folder;
    onInterrupt(() => abort.abort());
    console.log(`Run folder: ${shown(folder.path)}`);
    const log = (line: string) => console.log(line);
    const { config, splits, only } = run;
    await runStudy(folder, config, { splits, only, signal: abort.signal, log });
    console.log(`Report: ${shown(folder.report)}`);
    return 0;
  } catch (error) {
    if (abort.signal.aborted && folder) {
      console.log(`Stopped. Go on with: npm run study -- --resume ${shown(folder.path)}`);
      return 130;
    }
    process.stderr.write(`${oneLine(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

interface Run {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly splits: Splits;
  readonly only: readonly NetworkName[] | null;
}

/** Opens the data before it makes a folder, so that a mistyped path leaves nothing behind. */
async function open(request: Request): Promise<Run> {
  const { only } = request;
  if (request.kind === "new") {
    const { config } = request;
    const splits = await openSplits(config);
    await checkWeights(config);
    const time = new Date().toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
    const path = request.out ?? resolve(here, "runs", `${time}-${config.preset}`);
    return { folder: await createRun(path, config), config, splits, only };
  }
  const { folder, config: old } = await openRun(request.folder);
  const config = request.testData === null ? old : { ...old, testData: request.testData };
  const splits = await openSplits(config);
  if (request.testData !== null) await writeJson(folder.config, config, 2);
  return { folder, config, splits, only };
}

/** Stops gently at the first Ctrl-C and at once at the second; npm passes one Ctrl-C on several times. */
function onInterrupt(stop: () => void): void {
  let first = 0;
  process.on("SIGINT", () => {
    if (first === 0) {
      first = performance.now();
      console.log("\nStopping after this step; Ctrl-C again to stop at once.");
      stop();
    } else if (performance.now() - first > 1000) {
      process.removeAllListeners("SIGINT");
      process.kill(process.pid, "SIGINT");
    }
  });
}

/** From where the user stands, if it lies there. */
function shown(path: string): string {
  const short = relative(here, path) || ".";
  return short.startsWith("..") ? path : short;
}

/** Libraries put the summary first and details below. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}
