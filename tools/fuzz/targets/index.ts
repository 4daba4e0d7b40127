import type { Target } from "../target.ts";
import { dataTargets } from "./data.ts";
import { modelFilesTargets } from "./model-files.ts";
import { studyTargets } from "./study.ts";
import { trainerTargets } from "./trainer.ts";

/** Every parser that takes bytes from outside. */
export const targets: readonly Target[] = [
  ...dataTargets,
  ...modelFilesTargets,
  ...trainerTargets,
  ...studyTargets,
];
