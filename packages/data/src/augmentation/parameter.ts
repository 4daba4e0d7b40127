import type { Random } from "@faceseg/image";

/** A number, or the ends of the range that a number is drawn from for each image. */
export type Range = number | readonly [number, number];

/** A parameter of an augmentation step: its default and its bounds. */
export interface Parameter {
  /** What a step uses when it does not set the parameter: a number, or `[from, to]` to draw one for each image. */
  readonly default: Range;
  /** The smallest value that a step may give. */
  readonly lowest: number;
  /** The largest value that a step may give. */
  readonly highest: number;
  /** Whether the parameter is a whole number. @default false */
  readonly whole?: boolean;
}

/** Declares a parameter. */
export const parameter = (given: Parameter): Parameter => given;

/**
 * Checks what a step says about a parameter and returns how it is drawn.
 *
 * @throws RangeError naming `path`, when a value is outside of what the parameter allows.
 */
export function drawing(
  path: string,
  parameter: Parameter,
  given: unknown = parameter.default,
): (random: Random) => number {
  const { lowest, highest, whole = false } = parameter;
  if (!Array.isArray(given)) {
    const value = checked(path, given, lowest, highest, whole);
    return () => value;
  }
  if (given.length !== 2) {
    throw new RangeError(`Expected \`${path}\` to be a number or [from, to], got [${given.join(", ")}]`);
  }
  const from = checked(`${path}[0]`, given[0], lowest, highest, whole);
  const to = checked(`${path}[1]`, given[1], from, highest, whole);
  return (random) => (whole ? random.integer(from, to) : random.uniform(from, to));
}

function checked(path: string, value: unknown, lowest: number, highest: number, whole: boolean): number {
  if (typeof value === "number" && value >= lowest && value <= highest && (!whole || Number.isInteger(value)))
    return value;
  const near = typeof value === "number" && !Number.isNaN(value) ? value : lowest;
  const legal = Math.min(Math.max(whole ? Math.round(near) : near, lowest), highest);
  const what = whole ? "to be a whole number in" : "in";
  throw new RangeError(
    `Expected \`${path}\` ${what} ${lowest}..${highest}, got ${value}; the nearest is ${legal}`,
  );
}
