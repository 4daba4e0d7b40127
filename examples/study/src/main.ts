import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import { createConsola } from "consola";
import { BadDataError } from "./bad-data-error.ts";
import type { Config } from "./config.ts";
import { openSplits, type Splits } from "./data.ts";
import { flagDefinitions, parseFlags, type Request, toRequest } from "./flags.ts";
import { inspectData, inspectOther } from "./inspect-data.ts";
import type { NetworkName } from "./network-names.ts";
import { nothing, type Quarantine, quarantineSchema } from "./quarantine.ts";
import { createRun, openRun, type RunFolder, readJson, writeJson } from "./run-folder.ts";
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

const log = (line: string) => console.log(line);

/** What a shell says of a program that ended by these signals. */
const stopCodes = { SIGINT: 130, SIGTERM: 143 } as const;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 or 143 stopped by SIGINT or SIGTERM. */
async function main(rawArgs: readonly string[]): Promise<number> {
  if (rawArgs.includes("--help") || rawArgs.includes("-h")) {
    const usage = await renderUsage(command);
    console.log(process.stdout.isTTY ? usage : stripVTControlCharacters(usage));
    return 0;
  }
  const abort = new AbortController();
  let stopped = 0;
  let folder: RunFolder | undefined;
  try {
    const run = await open(toRequest(parseFlags(rawArgs), here));
    folder = run.folder;
    onStop((code) => {
      stopped = code;
      abort.abort();
    });
    console.log(`Run folder: ${shown(folder.path)}`);
    const { config, splits, quarantine, only } = run;
    await runStudy(folder, config, { splits, quarantine, only, signal: abort.signal, log });
    console.log(`Report: ${shown(folder.report)}`);
    return 0;
  } catch (error) {
    const goOn = folder && `Go on with: npm run study -- --resume ${shown(folder.path)}`;
    if (goOn && stopped) {
      console.log(`Stopped. ${goOn}`);
      return stopped;
    }
    process.stderr.write(`${error instanceof BadDataError ? error.message : oneLine(error)}\n`);
    if (goOn) console.log(`Stopped by an error. ${goOn}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

interface Run {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly splits: Splits;
  readonly quarantine: Quarantine;
  readonly only: readonly NetworkName[] | null;
}

/** Reads the data before it makes a folder, so that a mistyped path leaves nothing behind. */
async function open(request: Request): Promise<Run> {
  const { only } = request;
  if (request.kind === "new") {
    const { config } = request;
    const quarantine = await inspectData(config, log);
    const splits = await openSplits(config, quarantine);
    await checkWeights(config);
    const time = new Date().toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
    const path = request.out ?? resolve(here, "runs", `${time}-${config.preset}`);
    return { folder: await createRun(path, config, quarantine), config, splits, quarantine, only };
  }
  const { folder, config: old } = await openRun(request.folder);
  const config = request.testData === null ? old : { ...old, testData: request.testData };
  const known = (await readJson(folder.quarantine, quarantineSchema)) ?? nothing;
  // What was inspected at the start stays as it was judged then: a run goes on with the pictures that it began with.
  const quarantine = request.testData === null ? known : { ...known, other: await inspectOther(config, log) };
  const splits = await openSplits(config, quarantine);
  if (request.testData !== null) {
    if (config.onBadSample === "quarantine") await writeJson(folder.quarantine, quarantine, 2);
    await writeJson(folder.config, config, 2);
  }
  return { folder, config, splits, quarantine, only };
}

/** Stops gently at the first signal and at once at the second; npm passes one Ctrl-C on several times. */
function onStop(stop: (code: number) => void): void {
  let first = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (first === 0) {
        first = performance.now();
        console.log("\nStopping after this step; once more to stop at once.");
        stop(stopCodes[name]);
      } else if (performance.now() - first > 1000) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
    });
  }
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
