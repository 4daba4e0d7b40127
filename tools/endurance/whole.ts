import { checkNumber } from "@faceseg/core";

/**
 * The whole number of a flag.
 *
 * @throws {RangeError} for anything but digits.
 */
export const whole = (flag: string, text: string): number =>
  checkNumber(`--${flag}`, /^\d+$/.test(text) ? Number(text) : text, { min: 0, integer: true });
