#!/usr/bin/env node
import { readFileSync } from "node:fs";
import type { Command } from "./cli/command.ts";
import { runProgram } from "./cli/program.ts";
import { bench } from "./commands/bench.ts";
import { download } from "./commands/download.ts";
import { evaluate } from "./commands/evaluate.ts";
import { exportModel } from "./commands/export.ts";
import { inspect } from "./commands/inspect.ts";
import { segment } from "./commands/segment.ts";
import { study } from "./commands/study.ts";
import { train } from "./commands/train.ts";

const commands: readonly Command[] = [segment, train, evaluate, inspect, exportModel, bench, download, study];
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

process.exitCode = await runProgram(commands, version, process.argv.slice(2));
