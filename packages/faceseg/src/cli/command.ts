import type { ArgsDef } from "citty";
import type { Output } from "./output.ts";

/** The values of flags that were given, by name; a flag without a value is `true`. */
export type Flags = Readonly<Record<string, string | true | undefined>>;

/** What a command works with. */
export interface Context {
  /** Words that are no flags. */
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Words behind the name, such as `<picture...>`, with what they are. */
  readonly words?: { readonly usage: string; readonly least: number; readonly most: number };
  readonly flags: ArgsDef;
  /** Whether flags are left to another program, as words. */
  readonly passesOn?: boolean;
  /** Lines that work, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** The work itself; what it returns is printed as JSON with `--json`. */
  run(context: Context): Promise<unknown>;
}
