import type { Logs } from "../step/logs.ts";
import type { Callback, Run } from "./callback.ts";

/** Options of `progressLogger`. */
export interface ProgressLoggerOptions {
  /** Writes the text. @default Node's `process.stderr` */
  readonly write?: (text: string) => unknown;
  /** Whether the line can be overwritten; if not, there is one line for each epoch. @default false with `write` */
  readonly isTTY?: boolean;
  /** Longest line; longer ones are cut, since a wrapped line cannot be overwritten. @default Infinity with `write` */
  readonly columns?: number;
  /** Milliseconds between two updates of the line. @default 200 */
  readonly intervalMs?: number;
  /** A monotonic clock in milliseconds. @default performance.now */
  readonly now?: () => number;
}

const OVERWRITE = "\r\u001b[2K";
const SHOWN = ["loss", "accuracy", "mean_iou", "val_loss", "val_accuracy", "val_mean_iou"];

/**
 * Shows epoch, step, scores, learning rate, milliseconds per step, and the remaining time of the epoch and the run.
 *
 * @throws {TypeError} where there is no `process.stderr` and no `write`.
 * @example
 * progressLogger({ write: (text) => process.stdout.write(text), isTTY: process.stdout.isTTY });
 */
export function progressLogger(options: ProgressLoggerOptions = {}): Callback {
  const {
    write,
    isTTY = false,
    columns = Number.POSITIVE_INFINITY,
  } = { ...standardError(options), ...options };
  if (write === undefined)
    throw new TypeError("Expected `write` to be a function where there is no process.stderr, got undefined");
  const { intervalMs = 200, now = () => performance.now() } = options;
  let epoch = 0;
  let batch = -1;
  let steps = 0; // of this epoch in this process; a resumed epoch starts in its middle
  let epochStart = 0;
  let lastStepEnd = 0;
  let lastShown = 0;
  let afterSteps = 0; // milliseconds of validation and callbacks after the last epoch's steps

  function line(logs: Logs, run: Run): string {
    const perStep = steps === 0 ? 0 : (lastStepEnd - epochStart) / steps;
    const epochLeft = (run.stepsPerEpoch - 1 - batch) * perStep;
    const runLeft = epochLeft + (run.epochs - 1 - epoch) * (run.stepsPerEpoch * perStep + afterSteps);
    const scores = SHOWN.filter((key) => Object.hasOwn(logs, key)).map(
      (key) => `${key} ${logs[key]?.toFixed(4)}`,
    );
    return [
      `epoch ${epoch + 1}/${run.epochs}`,
      `step ${batch + 1}/${run.stepsPerEpoch}`,
      ...scores,
      `lr ${run.learningRate.toExponential(2)}`,
      `${perStep.toFixed(perStep < 10 ? 1 : 0)} ms/step`,
      `left ${clock(epochLeft)} of epoch, ${clock(runLeft)} of run`,
    ].join("  ");
  }

  return {
    name: "progressLogger",
    onEpochBegin(index) {
      epoch = index;
      batch = -1;
      steps = 0;
      epochStart = now();
      lastStepEnd = epochStart;
      lastShown = epochStart;
    },
    onTrainBatchEnd(index, logs, run) {
      batch = index;
      steps += 1;
      lastStepEnd = now();
      if (!isTTY || lastStepEnd - lastShown < intervalMs) return;
      lastShown = lastStepEnd;
      write(OVERWRITE + line(logs, run).slice(0, columns - 1));
    },
    onEpochEnd(_epoch, logs, run) {
      afterSteps = now() - lastStepEnd;
      write(`${isTTY ? OVERWRITE : ""}${line(logs, run)}\n`);
    },
  };
}

/** Node's standard error, for options without `write`. */
function standardError(options: ProgressLoggerOptions): ProgressLoggerOptions {
  const host = globalThis as {
    process?: { stderr?: { write(text: string): unknown; isTTY?: boolean; columns?: number } };
  };
  const stream = host.process?.stderr;
  if (options.write !== undefined || stream === undefined) return {};
  const columns = stream.columns || Number.POSITIVE_INFINITY; // some terminals say 0
  return { write: (text) => stream.write(text), isTTY: stream.isTTY ?? false, columns };
}

/** 3725000 -> "1:02:05"; 65000 -> "1:05" */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const pad = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const tail = `:${pad(seconds % 60)}`;
  return minutes < 60 ? `${minutes}${tail}` : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}${tail}`;
}
