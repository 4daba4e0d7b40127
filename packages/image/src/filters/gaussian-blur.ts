import type { RgbImage } from "../image.ts";

/**
 * The image through a Gaussian, cut at four deviations; beyond the border lies the border's color.
 *
 * @param sigma deviation in pixels; 0 changes nothing
 */
export function gaussianBlur(image: RgbImage, sigma: number): RgbImage {
  const weights = gaussian(sigma);
  if (weights.length === 1) return image;
  const { width, height, data } = image;
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) blurLine(data, rows, 3 * y * width, 3, width, weights);
  const both = new Float32Array(data.length);
  for (let x = 0; x < width; x++) blurLine(rows, both, 3 * x, 3 * width, height, weights);
  return { width, height, data: new Uint8Array(new Uint8ClampedArray(both).buffer) };
}

/** Weights from -radius to radius, sum 1. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const raw = Float64Array.from({ length: 2 * radius + 1 }, (_, at) =>
    sigma > 0 ? Math.exp(-0.5 * ((at - radius) / sigma) ** 2) : 1,
  );
  const sum = raw.reduce((total, weight) => total + weight);
  return raw.map((weight) => weight / sum);
}

function blurLine(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  origin: number,
  step: number,
  length: number,
  weights: Float64Array,
): void {
  const radius = (weights.length - 1) / 2;
  const last = length - 1;
  for (let place = 0; place < length; place++) {
    let [r, g, b] = [0, 0, 0];
    for (let tap = 0; tap < weights.length; tap++) {
      const wanted = place + tap - radius;
      const at = origin + step * (wanted < 0 ? 0 : wanted > last ? last : wanted);
      const weight = weights[tap] as number;
      r += weight * (source[at] as number);
      g += weight * (source[at + 1] as number);
      b += weight * (source[at + 2] as number);
    }
    const to = origin + step * place;
    target[to] = r;
    target[to + 1] = g;
    target[to + 2] = b;
  }
}
