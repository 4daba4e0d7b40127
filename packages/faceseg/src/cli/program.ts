import { shown, UsageError } from "@faceseg/core";
import { listenForStop, type StopSignal } from "@faceseg/core/node";
import type { Command } from "./command.ts";
import { commandHelp, overview } from "./help.ts";
import { createOutput } from "./output.ts";
import { parseArguments } from "./parse.ts";

/**
 * Runs the command that the arguments name.
 *
 * @returns The exit code: 0 success, 1 failure, 2 wrong usage, 130 or 143 stopped by SIGINT or SIGTERM.
 */
export async function runProgram(
  commands: readonly Command[],
  version: string,
  [name, ...rest]: readonly string[],
): Promise<number> {
  let stop: StopSignal | undefined;
  const isJson = rest.includes("--json");
  const output = createOutput(isJson);
  onClosedPipe();
  try {
    if (name === "--version") return print(version);
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      return print(overview(commands, version));
    }
    const command = commands.find((one) => one.name === name);
    if (!command) {
      const known = commands.map(({ name }) => name).join(", ");
      throw new UsageError(`Expected the command to be one of ${known}, got ${shown(name)}`);
    }
    if (rest.includes("--help") || rest.includes("-h")) return print(await commandHelp(command));
    const { words, flags } = parseArguments(command, rest);
    stop = listenForStop(() => {
      output.note("Stopping; press Ctrl-C again to stop at once.");
    });
    const result = await command.run({ words, flags, output, signal: stop.signal });
    output.done();
    if (isJson) print(JSON.stringify(result, null, 2));
    return stop.exitCode || output.exitCode;
  } catch (error) {
    output.done();
    if (stop?.exitCode) return stop.exitCode;
    process.stderr.write(`${oneLine(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Exits quietly when the reader is gone, as in `faceseg ... | head -1`; 141 is the exit code that shells use for it. */
function onClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(141);
  });
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** The first line of an error, which is its summary; details follow it. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}
