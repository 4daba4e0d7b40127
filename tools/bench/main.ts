// Measures training steps and inferences of the networks on this machine (docs/performance.md).
import "./quiet.ts";
import { stripVTControlCharacters } from "node:util";
import { UsageError } from "@faceseg/core";
import { defineCommand, renderUsage } from "citty";
import { compare } from "./compare.ts";
import { flagDefinitions, readSettings, type Settings } from "./flags.ts";
import { inferenceMode, profileMode } from "./modes.ts";
import { report } from "./report.ts";

const command = defineCommand({
  meta: {
    name: "npm run bench --",
    description: "Measures training and inference of the networks, each in its own process",
  },
  args: flagDefinitions,
});

process.exitCode = await main(process.argv.slice(2));

/** @returns The exit code: 0 success, 1 failure, 2 wrong usage. */
async function main(rawArgs: readonly string[]): Promise<number> {
  if (rawArgs.includes("--help") || rawArgs.includes("-h")) {
    console.log(stripVTControlCharacters(await renderUsage(command)));
    return 0;
  }
  try {
    return await run(readSettings(rawArgs));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run(settings: Settings): Promise<number> {
  const log = (line: string) => {
    if (settings.output !== "json") console.error(line);
  };
  if (settings.mode === "inference") console.log(await inferenceMode(settings, log));
  else if (settings.mode === "profile") console.log(await profileMode(settings, log));
  else {
    const comparison = await compare(settings, log);
    const { rows } = comparison;
    console.log(settings.output === "json" ? JSON.stringify(rows, null, 2) : report(comparison, settings));
    return rows.some(({ error }) => error !== undefined) ? 1 : 0;
  }
  return 0;
}
