import type { Config } from "../config/config.ts";
import type { Quarantine } from "../data/quarantine.ts";
import type { Splits } from "../data/splits.ts";
import type { RunFolder } from "../files/run-folder.ts";

/** What every part of a study works with. */
export interface Context {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly splits: Splits;
  readonly quarantine: Quarantine;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}
