/**
 * The number that a flag gives.
 *
 * @throws {RangeError} for anything but digits.
 */
export function whole(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`Expected --${flag} to be a whole number, got ${text}`);
  return Number(text);
}
