/// <reference types="node" />
import fs from "node:fs/promises";
import { join, relative } from "node:path";
import { writing } from "@faceseg/core/node";
import type { Logs } from "../step/logs.ts";
import type { Callback, Run } from "./callback.ts";
import { fileVersion, histograms, images, scalars, sessionStart } from "./tensorboard/events.ts";
import { record } from "./tensorboard/records.ts";

/** Options of `tensorBoard`. */
export interface TensorBoardOptions {
  /** Whether to write the distribution of every weight after each epoch. @default false */
  readonly histograms?: boolean;
  /** Images to show after an epoch: PNG files by tag. @default none */
  readonly images?: (
    epoch: number,
    run: Run,
  ) => Readonly<Record<string, Uint8Array>> | Promise<Readonly<Record<string, Uint8Array>>>;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * Writes the logs of each epoch to a TensorBoard event file in `folder`, with tags such as `epoch_loss` and
 * `epoch_val_loss`. Each call of `fit` writes its own file. In a resumed run, TensorBoard replaces the epochs that are
 * trained again.
 *
 * @throws {TypeError} where an image is not a PNG file.
 * @throws {DiskError} where the file cannot be written.
 * @example
 * tensorBoard("runs/unet", { histograms: true });
 */
export function tensorBoard(folder: string, options: TensorBoardOptions = {}): Callback {
  const { now = Date.now } = options;
  let path: string | undefined;
  let resumed = false;

  async function write(events: readonly Uint8Array[]): Promise<void> {
    if (path === undefined) {
      await fs.mkdir(folder, { recursive: true });
      path = await newFile(folder, now());
      await fs.appendFile(path, record(fileVersion(now() / 1000)));
    }
    await fs.appendFile(path, Buffer.concat(events.map(record)));
  }

  return {
    name: "tensorBoard",
    key: relative("", folder),
    onTrainBegin() {
      path = undefined;
      resumed = false;
    },
    async onEpochEnd(epoch, logs, run) {
      const moment = { wallTime: now() / 1000, step: epoch };
      const events = [scalars(moment, tagged(logs))];
      if (resumed && path === undefined) events.unshift(sessionStart(moment));
      if (options.histograms) {
        await run.syncWeights();
        events.push(histograms(moment, await weightsOf(run)));
      }
      if (options.images) events.push(images(moment, await options.images(epoch, run)));
      await writing(folder, () => write(events));
    },
    getState: () => ({ values: {} }),
    setState() {
      resumed = true;
    },
  };
}

const tagged = (logs: Logs) =>
  Object.fromEntries(Object.entries(logs).map(([key, value]) => [`epoch_${key}`, value]));

async function weightsOf({ model }: Run): Promise<Record<string, Float32Array>> {
  const arrays = model.weights.map(async (variable) => {
    return [variable.originalName, Float32Array.from(await variable.read().data())] as const;
  });
  return Object.fromEntries(await Promise.all(arrays));
}

/** TensorBoard reads the files of a folder in the order of their names. */
async function newFile(folder: string, milliseconds: number): Promise<string> {
  const seconds = Math.floor(milliseconds / 1000);
  for (let number = 0; ; number++) {
    const path = join(folder, `events.out.tfevents.${seconds}.${String(number).padStart(4, "0")}.faceseg`);
    try {
      await (await fs.open(path, "wx")).close();
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
