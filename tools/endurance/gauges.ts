import { readdirSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession } from "onnxruntime-node";

/** Open sessions of ONNX Runtime. */
let sessions = 0;
const { create } = InferenceSession;
InferenceSession.create = (async (...args: Parameters<typeof create>) => {
  const session = await create.apply(InferenceSession, args);
  const { release } = session;
  sessions++;
  session.release = async () => {
    sessions--;
    await release.call(session);
  };
  return session;
}) as typeof create;

/** What a process holds at one moment. */
interface Reading {
  /** Resident memory in bytes. */
  readonly rss: number;
  readonly tensors: number;
  readonly sessions: number;
  /** Open files; NaN where the system has no /proc. */
  readonly files: number;
}

/** Readings of a run; the first half of them is warm-up. */
const readings = 60;
/** Tolerated growth of the mean resident memory from the third to the last quarter of the readings. */
const flat = 0.05;

/** Watches what a process holds while it repeats something `total` times. */
export class Gauges {
  private readonly what: string;
  private readonly total: number;
  private readonly taken: Reading[] = [];
  private done = 0;

  constructor(what: string, total: number) {
    this.what = what;
    this.total = total;
  }

  /** Takes a reading; call it after each repetition. */
  read(): void {
    this.done++;
    if (this.done % Math.max(1, Math.floor(this.total / readings)) !== 0) return;
    globalThis.gc?.();
    this.taken.push({
      rss: process.memoryUsage.rss(),
      tensors: tf.memory().numTensors,
      sessions,
      files: openFiles(),
    });
  }

  /**
   * Prints the figures.
   *
   * @throws {Error} if memory grew, or if the number of tensors, sessions or files changed.
   */
  report(): void {
    const quarter = Math.floor(this.taken.length / 4);
    const [third, last] = [this.taken.slice(2 * quarter, 3 * quarter), this.taken.slice(-quarter)];
    const growth = mean(last) / mean(third) - 1;
    const warm = this.taken.slice(2 * quarter);
    const range = (of: "tensors" | "sessions" | "files") => {
      const values = warm.map((reading) => reading[of]);
      return [Math.min(...values), Math.max(...values)] as const;
    };
    const counts = (["tensors", "sessions", "files"] as const).map((of) => ({ of, range: range(of) }));
    const said = counts.map(({ of, range: [least, most] }) => `${of} ${least}..${most}`).join(", ");
    console.log(
      `${this.done} ${this.what}: RSS ${megabytes(mean(third))} MB, then ${megabytes(mean(last))} MB ` +
        `(${(100 * growth).toFixed(2)} %), ${said}`,
    );
    if (!(growth <= flat)) throw new Error(`Expected memory to grow by at most 5 %, found ${growth}`);
    for (const {
      of,
      range: [least, most],
    } of counts) {
      if (least < most) throw new Error(`Expected as many ${of} as before, found ${least} to ${most}`);
    }
  }
}

const mean = (list: readonly Reading[]) => list.reduce((sum, { rss }) => sum + rss, 0) / list.length;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function openFiles(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return Number.NaN;
  }
}
