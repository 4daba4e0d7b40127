import type { Command } from "../cli/command.ts";
import { bench } from "./bench.ts";
import { compare } from "./compare.ts";
import { download } from "./download.ts";
import { evaluate } from "./evaluate.ts";
import { exportModel } from "./export.ts";
import { inspect } from "./inspect.ts";
import { segment } from "./segment.ts";
import { study } from "./study.ts";
import { train } from "./train.ts";

/** All commands, in the order of `faceseg --help`. */
export const commands: readonly Command[] = [
  segment,
  train,
  evaluate,
  compare,
  inspect,
  exportModel,
  bench,
  download,
  study,
];
