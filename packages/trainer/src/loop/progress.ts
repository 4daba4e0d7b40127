import { EpochScores } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";

/** How far a run has come. */
export interface Progress {
  /** The current epoch, from 0. */
  epoch: number;
  /** The next batch of the epoch, from 0. */
  step: number;
  /** Updates that the optimizer has made, one in each step that was finite. */
  updates: number;
  /** The logs of the epochs that are done. */
  history: Logs[];
  /** Scores of the current epoch's training batches so far. */
  scores: EpochScores;
}

/** Where a run starts. */
export const freshProgress = (numClasses: number): Progress => ({
  epoch: 0,
  step: 0,
  updates: 0,
  history: [],
  scores: new EpochScores(numClasses),
});
