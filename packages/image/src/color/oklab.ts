/**
 * A color in OKLab (https://bottosson.github.io/posts/oklab): lightness in [0, 1], green to red, blue to yellow. Equal
 * steps look equal, and light shining on a surface scales all three by one factor.
 */
export type Oklab = [lightness: number, a: number, b: number];

/** 0..255 in sRGB to linear light. */
const linear = Float64Array.from({ length: 256 }, (_, value) => {
  const s = value / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
});

const encode = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

/** From whole sRGB numbers in 0..255. */
export function toOklab(red: number, green: number, blue: number): Oklab {
  const [r, g, b] = [linear[red] as number, linear[green] as number, linear[blue] as number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** To linear light, which may lie outside [0, 1]. */
function toLinear(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const shown = (light: readonly number[]) => light.every((value) => value >= -1e-4 && value <= 1 + 1e-4);

/** To sRGB in 0..255; a color that screens cannot show keeps its lightness and hue and loses chroma. */
export function fromOklab([lightness, a, b]: Oklab): [number, number, number] {
  const bounded = Math.min(Math.max(lightness, 0), 1);
  let light = toLinear(bounded, a, b);
  if (!shown(light)) {
    let [low, high] = [0, 1];
    for (let step = 0; step < 12; step++) {
      const middle = (low + high) / 2;
      if (shown(toLinear(bounded, a * middle, b * middle))) low = middle;
      else high = middle;
    }
    light = toLinear(bounded, a * low, b * low);
  }
  return light.map((value) => encode(Math.min(Math.max(value, 0), 1))) as [number, number, number];
}
