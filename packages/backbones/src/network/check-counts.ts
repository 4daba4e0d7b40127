import { shown } from "@faceseg/core";

/**
 * Checks a list of positive whole numbers, such as numbers of filters.
 *
 * @param argument Its name as the caller writes it.
 * @param length How many there must be; any number but none if it is absent.
 * @throws {RangeError} naming the list that was expected and what it got.
 * @example
 * checkCounts("decoderFilters", [64, 32], 5);
 * // RangeError: Expected `decoderFilters` to be 5 positive whole numbers, got [64,32]
 */
export function checkCounts(argument: string, value: readonly number[], length?: number): void {
  const areCounts = Array.isArray(value) && value.every((count) => Number.isInteger(count) && count > 0);
  if (areCounts && (length === undefined ? value.length > 0 : value.length === length)) return;
  const expected = `${length ?? "one or more"} positive whole numbers`;
  throw new RangeError(`Expected \`${argument}\` to be ${expected}, got ${shown(value)}`);
}
