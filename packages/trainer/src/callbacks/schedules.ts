import { checkNumber } from "@faceseg/core";
import type { JsonObject } from "../settings/json.ts";

/** The learning rate of a step; both arguments count steps (batches) of the whole training, `step` from 0. */
export interface Schedule {
  (step: number, totalSteps: number): number;
  /** Its name and options as plain JSON, which a run that resumes must have again. @default unknown */
  readonly config?: JsonObject;
}

/**
 * The same rate at every step.
 *
 * @example
 * constantSchedule(1e-4)(7, 100); //=> 0.0001
 */
export const constantSchedule = (rate: number): Schedule =>
  configured({ name: "constantSchedule", rate }, () => rate);

/** Options of `warmupCosine`. */
export interface WarmupCosineOptions {
  /** Number of steps that rise. */
  readonly warmupSteps: number;
  /** The highest rate. */
  readonly peak: number;
  /** The rate that it falls toward. */
  readonly floor: number;
}

/**
 * Rises linearly to `peak` over `warmupSteps` steps, then falls along half a cosine toward `floor`.
 *
 * @throws {RangeError} when called for a run of no more than `warmupSteps` steps.
 * @example
 * const schedule = warmupCosine({ warmupSteps: 3, peak: 1, floor: 0 });
 * [0, 3, 8, 13].map((step) => schedule(step, 13)); //=> [0.25, 1, 0.5, 0]
 */
export function warmupCosine({ warmupSteps, peak, floor }: WarmupCosineOptions): Schedule {
  return configured({ name: "warmupCosine", warmupSteps, peak, floor }, (step, totalSteps) => {
    checkNumber("warmupSteps", warmupSteps, { min: 0, below: totalSteps });
    if (step < warmupSteps) return (peak * (step + 1)) / (warmupSteps + 1);
    const done = Math.min(1, (step - warmupSteps) / (totalSteps - warmupSteps));
    return cosine(peak, floor, done);
  });
}

/** Options of `poly`. */
export interface PolyOptions {
  /** The rate of the first step. */
  readonly initial: number;
  /** Exponent of the curve. @default 0.9 */
  readonly power?: number;
  /** The rate after the last step. @default 0 */
  readonly end?: number;
}

/**
 * Falls from `initial` to `end` along (1 - step / all steps) ^ `power`.
 *
 * @throws {RangeError} where a rate is negative or `power` is not positive.
 * @example
 * const schedule = poly({ initial: 1, power: 2 });
 * [0, 5, 10].map((step) => schedule(step, 10)); //=> [1, 0.25, 0]
 */
export function poly({ initial, power = 0.9, end = 0 }: PolyOptions): Schedule {
  checkNumber("initial", initial, { min: 0 });
  checkNumber("end", end, { min: 0 });
  checkNumber("power", power, { above: 0 });
  return configured(
    { name: "poly", initial, power, end },
    (step, totalSteps) => end + (initial - end) * Math.max(0, 1 - step / totalSteps) ** power,
  );
}

/** Options of `oneCycle`. */
export interface OneCycleOptions {
  /** The highest rate. */
  readonly peak: number;
  /** Share of the run in which the rate rises. @default 0.3 */
  readonly rise?: number;
  /** `peak` divided by the rate of the first step. @default 25 */
  readonly start?: number;
  /** The rate of the first step divided by that of the last. @default 1e4 */
  readonly end?: number;
}

/**
 * Rises along half a cosine to `peak`, then falls along another to far below the start; PyTorch's `OneCycleLR`, without
 * its cycling momentum.
 *
 * @throws {RangeError} where `rise` is not in (0, 1), or another option is not positive.
 * @example
 * oneCycle({ peak: 1e-2 })(0, 100); //=> 0.0004
 */
export function oneCycle({ peak, rise = 0.3, start = 25, end = 1e4 }: OneCycleOptions): Schedule {
  checkNumber("peak", peak, { min: 0 });
  checkNumber("rise", rise, { above: 0, below: 1 });
  checkNumber("start", start, { above: 0 });
  checkNumber("end", end, { above: 0 });
  const [first, last] = [peak / start, peak / start / end];
  return configured({ name: "oneCycle", peak, rise, start, end }, (step, totalSteps) => {
    const top = rise * totalSteps - 1;
    const bottom = totalSteps - 1;
    if (top <= 0)
      throw new RangeError(
        `Expected a run of oneCycle to have more than ${1 / rise} steps, got ${totalSteps}`,
      );
    return step <= top
      ? cosine(first, peak, step / top)
      : cosine(peak, last, Math.min(1, (step - top) / (bottom - top)));
  });
}

/** Options of `stepDecay`. */
export interface StepDecayOptions {
  /** The rate of the first step. */
  readonly initial: number;
  /** What the rate is multiplied by. */
  readonly factor: number;
  /** Number of steps between two changes. */
  readonly every: number;
}

/**
 * Multiplies the rate by `factor` after every `every` steps.
 *
 * @throws {RangeError} where `initial` or `factor` is negative, or `every` is not a positive integer.
 * @example
 * const schedule = stepDecay({ initial: 1, factor: 0.5, every: 10 });
 * [0, 9, 10, 25].map((step) => schedule(step, 100)); //=> [1, 1, 0.5, 0.25]
 */
export function stepDecay({ initial, factor, every }: StepDecayOptions): Schedule {
  checkNumber("initial", initial, { min: 0 });
  checkNumber("factor", factor, { min: 0 });
  checkNumber("every", every, { min: 1, integer: true, unit: "steps" });
  return configured(
    { name: "stepDecay", initial, factor, every },
    (step) => initial * factor ** Math.floor(step / every),
  );
}

/** A schedule that says how it was made. */
const configured = (config: JsonObject, rate: (step: number, totalSteps: number) => number): Schedule =>
  Object.assign(rate, { config });

/** Half a cosine from `from` (done 0) to `to` (done 1). */
const cosine = (from: number, to: number, done: number) =>
  to + ((from - to) * (1 + Math.cos(Math.PI * done))) / 2;
