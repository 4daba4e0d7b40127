import type { ArgsDef } from "citty";
import type { Output } from "./output.ts";

/** The values of the flags that were given, by name; a flag without a value is `true`. */
export type Flags = Readonly<Record<string, string | true | undefined>>;

/** What a command works with. */
export interface Context {
  /** Arguments that are not flags. */
  readonly words: readonly string[];
  /** The flags that were given. */
  readonly flags: Flags;
  /** Where the command prints. */
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** One command of the program. */
export interface Command {
  /** Its name, the first argument. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments after the name, such as `<image...>`, and how many are legal. @default none */
  readonly words?: { readonly usage: string; readonly least: number; readonly most: number };
  /** The flags it accepts. */
  readonly flags: ArgsDef;
  /** Whether flags are passed to another program, as words. @default false */
  readonly passesOn?: boolean;
  /** Commands that work as they stand, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Does the work; the result is printed as JSON with `--json`. */
  run(context: Context): Promise<unknown>;
}
