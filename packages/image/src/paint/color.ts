import { floor, max, min, sqrt } from "./arithmetic.ts";
/** Red, green and blue in linear light, 0 to 1. */
export type Rgb = readonly [number, number, number];

/** Turns display values 0 to 255 into linear light, with a display gamma of 2. */
export function rgb(red: number, green: number, blue: number): Rgb {
  return [(red / 255) ** 2, (green / 255) ** 2, (blue / 255) ** 2];
}

/** Mixes two colors in display space, where equal steps look about equal. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => (sqrt(a[i]) * (1 - share) + sqrt(b[i]) * share) ** 2;
  return [at(0), at(1), at(2)];
}

/** The color made lighter or darker. */
export function scaled(color: Rgb, factor: number): Rgb {
  return [color[0] * factor, color[1] * factor, color[2] * factor];
}

/** Reads a scale of colors at `position` from 0 (first) to 1 (last). */
export function along(scale: readonly Rgb[], position: number): Rgb {
  const at = min(max(position, 0), 1) * (scale.length - 1);
  const low = min(floor(at), scale.length - 2);
  return mix(scale[low] as Rgb, scale[low + 1] as Rgb, at - low);
}

/** Human skin from the lightest to the darkest. */
export const skinTones: readonly Rgb[] = [
  rgb(242, 208, 186),
  rgb(236, 196, 168),
  rgb(230, 184, 152),
  rgb(214, 163, 126),
  rgb(193, 138, 101),
  rgb(165, 111, 77),
  rgb(134, 87, 60),
  rgb(108, 69, 48),
  rgb(84, 54, 40),
  rgb(66, 43, 33),
];

/** Natural hair from black over brown and red to blond. */
export const hairColors: readonly Rgb[] = [
  rgb(22, 18, 18),
  rgb(34, 25, 22),
  rgb(58, 38, 28),
  rgb(86, 56, 36),
  rgb(122, 82, 52),
  rgb(160, 116, 72),
  rgb(204, 164, 104),
  rgb(232, 204, 150),
];
