import type { Schedule } from "./learning-rate-scheduler.ts";

/**
 * Falls from `initial` to `end` along (1 - step / all steps) ^ `power`.
 *
 * @param options.power @default 0.9
 * @param options.end @default 0
 * @throws {RangeError} where a rate is negative or `power` is not positive.
 * @example
 * const schedule = poly({ initial: 1, power: 2 });
 * [0, 5, 10].map((step) => schedule(step, 10)); //=> [1, 0.25, 0]
 */
export function poly(options: { initial: number; power?: number; end?: number }): Schedule {
  const { initial, power = 0.9, end = 0 } = options;
  check("poly", { initial, end });
  if (!(power > 0)) throw new RangeError(`poly: expected power to be positive, got ${power}.`);
  return (step, totalSteps) => end + (initial - end) * Math.max(0, 1 - step / totalSteps) ** power;
}

/**
 * Rises along half a cosine to `peak`, then falls along another far below the start; PyTorch's `OneCycleLR`, without
 * its cycling momentum.
 *
 * @param options.rise Share of the run that goes up. @default 0.3
 * @param options.start `peak` over the rate of the first step. @default 25
 * @param options.end The rate of the first step over that of the last. @default 1e4
 * @throws {RangeError} where `rise` is not in (0, 1), or another option is not positive.
 * @example
 * oneCycle({ peak: 1e-2 })(0, 100); //=> 0.0004
 */
export function oneCycle(options: { peak: number; rise?: number; start?: number; end?: number }): Schedule {
  const { peak, rise = 0.3, start = 25, end = 1e4 } = options;
  check("oneCycle", { peak });
  if (!(rise > 0 && rise < 1)) throw new RangeError(`oneCycle: expected rise to be in (0, 1), got ${rise}.`);
  if (!(start > 0 && end > 0))
    throw new RangeError(`oneCycle: expected start and end above 0, got ${start}, ${end}.`);
  const [first, last] = [peak / start, peak / start / end];
  return (step, totalSteps) => {
    const top = rise * totalSteps - 1;
    const bottom = totalSteps - 1;
    if (top <= 0)
      throw new Error(`oneCycle: expected a run of more than ${1 / rise} steps, got ${totalSteps}.`);
    return step <= top
      ? cosine(first, peak, step / top)
      : cosine(peak, last, Math.min(1, (step - top) / (bottom - top)));
  };
}

/** Half a cosine from `from` (done 0) to `to` (done 1). */
const cosine = (from: number, to: number, done: number) =>
  to + ((from - to) * (1 + Math.cos(Math.PI * done))) / 2;

/**
 * Multiplies the rate by `factor` after every `every` steps.
 *
 * @throws {RangeError} where `factor` is negative or `every` not a positive integer.
 * @example
 * const schedule = stepDecay({ initial: 1, factor: 0.5, every: 10 });
 * [0, 9, 10, 25].map((step) => schedule(step, 100)); //=> [1, 1, 0.5, 0.25]
 */
export function stepDecay(options: { initial: number; factor: number; every: number }): Schedule {
  const { initial, factor, every } = options;
  check("stepDecay", { initial, factor });
  if (!(Number.isInteger(every) && every > 0)) {
    throw new RangeError(`stepDecay: expected every to be a positive integer of steps, got ${every}.`);
  }
  return (step) => initial * factor ** Math.floor(step / every);
}

function check(schedule: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && Number.isFinite(value)))
      throw new RangeError(`${schedule}: expected ${name} to be finite, 0 or more, got ${value}.`);
  }
}
