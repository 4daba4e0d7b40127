import type { Target } from "../target.ts";
import { dataTargets } from "./data.ts";
import { kerasTargets } from "./keras.ts";
import { studyTargets } from "./study.ts";
import { trainerTargets } from "./trainer.ts";

/** Every parser that takes bytes from outside. */
export const targets: readonly Target[] = [
  ...dataTargets,
  ...kerasTargets,
  ...trainerTargets,
  ...studyTargets,
];
