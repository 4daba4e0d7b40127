import { resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { UsageError } from "@faceseg/core";
import { listenForStop, type StopSignal } from "@faceseg/core/node";
import { readJson, writeJson } from "@faceseg/evaluation/node";
import { defineCommand, renderUsage } from "citty";
import { createConsola } from "consola";
import type { Config } from "./config/config.ts";
import { flagDefinitions, parseFlags } from "./config/flags.ts";
import type { NetworkName } from "./config/network-names.ts";
import { type Request, toRequest } from "./config/request.ts";
import { BadDataError } from "./data/bad-data-error.ts";
import { inspectData, inspectOther } from "./data/inspect-data.ts";
import { nothing, type Quarantine, quarantineSchema } from "./data/quarantine.ts";
import { openSplits, type Splits } from "./data/splits.ts";
import { createRun, openRun, type RunFolder } from "./files/run-folder.ts";
import { firstLine, here, shownFromHere } from "./here.ts";
import { runStudy } from "./run/study.ts";
import { checkWeights } from "./training/train.ts";

const command = defineCommand({
  meta: {
    name: "npm run study --",
    description: "Trains, tests and compares U-Net, PSPNet and SegNet on faces",
  },
  args: flagDefinitions,
});

const console = createConsola({ level: 3, formatOptions: { date: false } });
const log = (line: string) => console.log(line);

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 or 143 stopped by SIGINT or SIGTERM. */
async function main(rawArgs: readonly string[]): Promise<number> {
  if (rawArgs.includes("--help") || rawArgs.includes("-h")) {
    const usage = await renderUsage(command);
    console.log(process.stdout.isTTY ? usage : stripVTControlCharacters(usage));
    return 0;
  }
  let stop: StopSignal | undefined;
  let folder: RunFolder | undefined;
  try {
    const run = await open(toRequest(parseFlags(rawArgs), here));
    folder = run.folder;
    stop = listenForStop(() => console.log("\nStopping after this step; once more to stop at once."));
    console.log(`Run folder: ${shownFromHere(folder.path)}`);
    const { config, splits, quarantine, only } = run;
    await runStudy(folder, config, { splits, quarantine, only, signal: stop.signal, log });
    console.log(`Report: ${shownFromHere(folder.report)}`);
    return 0;
  } catch (error) {
    const next = folder && `Continue with: npm run study -- --resume ${shownFromHere(folder.path)}`;
    if (next && stop?.exitCode) {
      console.log(`Stopped. ${next}`);
      return stop.exitCode;
    }
    process.stderr.write(`${error instanceof BadDataError ? error.message : firstLine(error)}\n`);
    if (next) console.log(`Stopped by an error. ${next}`);
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
  // What was inspected at the start stays as it was judged then: a run continues with the images that it began with.
  const quarantine = request.testData === null ? known : { ...known, other: await inspectOther(config, log) };
  const splits = await openSplits(config, quarantine);
  if (request.testData !== null) {
    if (config.onBadSample === "quarantine") await writeJson(folder.quarantine, quarantine, 2);
    await writeJson(folder.config, config, 2);
  }
  return { folder, config, splits, quarantine, only };
}
