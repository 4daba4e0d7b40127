import { readFileSync } from "node:fs";

interface Golden {
  reduce_lr_on_plateau: {
    options: {
      factor: number;
      patience: number;
      min_delta: number;
      cooldown: number;
      min_lr: number;
      mode: "min" | "max";
    };
    rate: number;
    values: (number | null)[];
    rates: number[];
  }[];
  early_stopping: {
    options: {
      patience: number;
      min_delta: number;
      baseline: number | null;
      start_from_epoch: number;
      restore_best_weights: boolean;
      mode: "min" | "max";
    };
    values: (number | null)[];
    stopped: boolean;
    last_epoch: number;
    weights_from: number;
  }[];
  csv: {
    runs: Record<string, number | null>[][];
    separator: string;
    append: boolean;
    text: string;
  }[];
}

const path = new URL("./golden/keras-callbacks.json", import.meta.url);

/** What Keras decided; made by golden/make-keras-callbacks.py. */
export const golden = JSON.parse(readFileSync(path, "utf8")) as Golden;

/** Golden files write NaN as null. */
export const orNaN = (value: number | null): number => value ?? Number.NaN;
