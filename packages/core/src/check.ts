/** What a number must be. */
export interface NumberRule {
  /** The smallest legal value. @default none */
  readonly min?: number;
  /** The largest legal value. @default none */
  readonly max?: number;
  /** It must be greater than this number. @default none */
  readonly above?: number;
  /** It must be less than this number. @default none */
  readonly below?: number;
  /** Whether it must be a whole number. @default false */
  readonly integer?: boolean;
  /** It must be a whole multiple of this number. @default none */
  readonly multipleOf?: number;
  /** What it counts, such as "pixels", for the message. @default nothing */
  readonly unit?: string;
}

/**
 * Checks a number.
 *
 * @param argument Its name as the caller writes it, such as `threads` or `options.size`.
 * @returns The number.
 * @throws {RangeError} naming the argument, what was expected, what it got and the nearest legal value.
 * @example
 * checkNumber("size", 250, { multipleOf: 32, min: 32 });
 * // RangeError: Expected `size` to be a multiple of 32 of at least 32, got 250; the nearest is 256
 */
export function checkNumber(argument: string, value: unknown, rule: NumberRule = {}): number {
  if (isLegal(value, rule)) return value as number;
  const next = nearest(value, rule);
  // Next to a bound that is itself illegal, or to infinity, there is no nearest number worth naming.
  const isWorthNaming = isLegal(next, rule) && Math.abs(next) < Number.MAX_VALUE;
  const advice = isWorthNaming ? `; the nearest is ${next}` : "";
  throw new RangeError(`Expected \`${argument}\` to be ${describe(rule)}, got ${shown(value)}${advice}`);
}

function isLegal(value: unknown, rule: NumberRule): boolean {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer, multipleOf } = rule;
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = rule;
  const number = Number(value);
  return (
    Number.isFinite(value) &&
    number >= min &&
    number <= max &&
    number > above &&
    number < below &&
    (!integer || Number.isInteger(value)) &&
    (multipleOf === undefined || number % multipleOf === 0)
  );
}

/** The legal number that lies nearest to a value; for what is no number, the one nearest to 0. */
function nearest(value: unknown, { min, max, above, below, integer, multipleOf }: NumberRule): number {
  const step = multipleOf ?? (integer ? 1 : undefined);
  const low = min ?? above ?? -Number.MAX_VALUE;
  const high = max ?? below ?? Number.MAX_VALUE;
  const number = typeof value === "number" && !Number.isNaN(value) ? value : 0;
  const inside = Math.min(Math.max(number, low), high);
  if (step === undefined) return inside;
  return Math.min(Math.max(Math.round(inside / step), Math.ceil(low / step)), Math.floor(high / step)) * step;
}

function describe({ min, max, above, below, integer, multipleOf, unit }: NumberRule): string {
  const kind =
    multipleOf === undefined ? (integer ? "a whole number" : "a number") : `a multiple of ${multipleOf}`;
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of at least ${min}`
        : max !== undefined
          ? ` of at most ${max}`
          : "";
  const bounds = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  const open = bounds.length > 0 ? `${range ? " and" : ""} ${bounds.join(" and ")}` : "";
  return `${kind}${unit ? ` of ${unit}` : ""}${range}${open}`;
}

/**
 * Checks that a value is one of a list.
 *
 * @returns The value.
 * @throws {RangeError} naming the argument, the list, what it got and, among numbers, the nearest of them.
 * @example
 * checkChoice("engine", "cuda", ["auto", "tfjs"]);
 * // RangeError: Expected `engine` to be one of "auto", "tfjs", got "cuda"
 */
export function checkChoice<const T>(argument: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  const list = choices.map(shown).join(", ");
  throw new RangeError(
    `Expected \`${argument}\` to be one of ${list}, got ${shown(value)}${nearestChoice(value, choices)}`,
  );
}

/** Advice for a number among numbers; nothing for other values. */
function nearestChoice(value: unknown, choices: readonly unknown[]): string {
  const numbers = choices.filter((choice) => typeof choice === "number");
  if (!Number.isFinite(value) || numbers.length < choices.length) return "";
  const distance = (choice: number) => Math.abs(choice - Number(value));
  const next = numbers.reduce((best, choice) => (distance(choice) < distance(best) ? choice : best));
  return `; the nearest is ${next}`;
}

/**
 * Refuses options that nobody reads.
 *
 * @param known The names that are read.
 * @param of What takes the options, such as `buildUnet`.
 * @throws {RangeError} naming the first unknown option and the known ones.
 * @example
 * checkOptions("createSegmenter", { flipp: true }, ["flip"]);
 * // RangeError: Expected options of `createSegmenter` to be among flip, got `flipp`
 */
export function checkOptions(of: string, options: object, known: readonly string[]): void {
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  throw new RangeError(`Expected options of \`${of}\` to be among ${known.join(", ")}, got \`${stranger}\``);
}

/** A value as an error message shows it. */
export function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return JSON.stringify(value) ?? String(value);
}
