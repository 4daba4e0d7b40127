import type { RgbImage } from "../image.ts";
import { round, sqrt } from "../paint/arithmetic.ts";
import type { Random } from "../random.ts";

/** Linear light of the 256 display values of sRGB, 0 to 1. */
const linear = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function display(light: number): number {
  if (light <= 0) return 0;
  if (light >= 1) return 255;
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}

/** Multiplies the linear light of each channel; what is brighter than white is cut, as on a sensor. */
export function expose(image: RgbImage, gains: readonly [number, number, number]): RgbImage {
  const tables = gains.map((gain) => Uint8Array.from(linear, (light) => round(display(gain * light))));
  const [red, green, blue] = tables as [Uint8Array, Uint8Array, Uint8Array];
  const data = new Uint8Array(image.data.length);
  for (let at = 0; at < data.length; at += 3) {
    data[at] = red[image.data[at] as number] as number;
    data[at + 1] = green[image.data[at + 1] as number] as number;
    data[at + 2] = blue[image.data[at + 2] as number] as number;
  }
  return { ...image, data };
}

// A small sensor at a high gain: electrons at full scale, and the deviation of reading them out.
const electrons = 1500;
const readout = 0.0015;

/** A dim scene: linear light divided by 2 to the power of `stops`, with the noise that a sensor then shows. */
export function dim(image: RgbImage, stops: number, random: Random): RgbImage {
  const gain = 2 ** -stops;
  const data = new Uint8Array(image.data.length);
  for (let at = 0; at < data.length; at++) {
    const light = gain * (linear[image.data[at] as number] as number);
    const deviation = sqrt(light / electrons + readout * readout);
    data[at] = round(display(light + random.normal(0, deviation)));
  }
  return { ...image, data };
}

/** The light of each color in what the eye takes for brightness (Rec. 709). */
const luminance = [0.2126, 0.7152, 0.0722] as const;

/** Gains of a color cast that leave the brightness of gray: channels differ by `stops` along a direction. */
export function castGains(
  direction: readonly [number, number, number],
  stops: number,
): [number, number, number] {
  const raw = direction.map((share) => 2 ** (stops * share));
  const bright = raw.reduce((sum, gain, channel) => sum + gain * (luminance[channel] as number), 0);
  return raw.map((gain) => gain / bright) as [number, number, number];
}
