import type { Config } from "./config.ts";
import type { Splits } from "./data.ts";
import type { Quarantine } from "./quarantine.ts";
import type { RunFolder } from "./run-folder.ts";

/** What every part of a study works with. */
export interface Context {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly splits: Splits;
  readonly quarantine: Quarantine;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}
