import type { Command } from "./command.ts";
import { commandHelp, overview } from "./help.ts";
import { createOutput } from "./output.ts";
import { parseArguments } from "./parse.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs the command that the arguments name.
 *
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 or 143 stopped by SIGINT or SIGTERM.
 */
export async function runProgram(
  commands: readonly Command[],
  version: string,
  [name, ...rest]: readonly string[],
): Promise<number> {
  const abort = new AbortController();
  let stopped = 0;
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
      throw new UsageError(
        `Unknown command "${name}"; known: ${commands.map(({ name }) => name).join(", ")}`,
      );
    }
    if (rest.includes("--help") || rest.includes("-h")) return print(await commandHelp(command));
    const { words, flags } = parseArguments(command, rest);
    onStop(
      () => output.done(),
      (code) => {
        stopped = code;
        abort.abort();
      },
    );
    const result = await command.run({ words, flags, output, signal: abort.signal });
    output.done();
    if (isJson) print(JSON.stringify(result, null, 2));
    return stopped || output.exitCode;
  } catch (error) {
    output.done();
    if (stopped) return stopped;
    process.stderr.write(`${oneLine(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Ends quietly where nobody reads on, as in `faceseg ... | head -1`; 141 is what a shell says of such an end. */
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

/** What a shell says of a program that ended by these signals. */
const stopCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Stops gently at the first signal, and at once at a second; npm passes one Ctrl-C on several times. */
function onStop(done: () => void, stop: (code: number) => void): void {
  let first = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (first === 0) {
        first = performance.now();
        done();
        process.stderr.write("Stopping; once more to stop at once.\n");
        stop(stopCodes[name]);
      } else if (performance.now() - first > 1000) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
    });
  }
}

/** Libraries put the summary first and details below. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}
