/** sRGB in 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A color: `[180, 20, 60]`, or `"#b4143c"` as CSS writes it. */
export type Color = Rgb | string;

/**
 * A color's red, green and blue.
 *
 * @throws {RangeError} for what is no such color.
 * @example
 * parseColor("#f80"); //=> [255, 136, 0]
 */
export function parseColor(color: Color): Rgb {
  if (typeof color === "string") {
    const long = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    if (/^#[0-9a-f]{6}$/i.test(long)) {
      return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as unknown as Rgb;
    }
  } else if (color.length === 3 && color.every((value) => value >= 0 && value <= 255)) {
    return color;
  }
  throw new RangeError(
    `Expected \`color\` to be like "#b4143c" or [180, 20, 60], got ${JSON.stringify(color)}`,
  );
}
