import { util } from "@tensorflow/tfjs-core";
import type { TensorSpec } from "../../graph/graph.ts";

/** Axes as numbers from 0 on; negative ones count from the end, and no axis means all of them. */
export const axesOf = (axis: number | number[], { shape }: TensorSpec): number[] =>
  util.parseAxisParam(axis, [...shape]);

/** One axis as a number from 0 on. */
export const axisOf = (axis: number, x: TensorSpec): number => axesOf(axis, x)[0] as number;
