import { round } from "../paint/arithmetic.ts";

/** Side of a block, in samples. */
export const blockSide = 8;

/** `basis[8 k + n]`: sample n of the k-th cosine, of length 1. */
const basis = Float32Array.from({ length: blockSide * blockSide }, (_, at) => {
  const [k, n] = [Math.floor(at / blockSide), at % blockSide];
  const scale = Math.sqrt((k === 0 ? 1 : 2) / blockSide);
  return scale * Math.cos(((2 * n + 1) * k * Math.PI) / (2 * blockSide));
});

/**
 * A function that rounds a plane in place, block by block: each coefficient of the cosine transform becomes the
 * nearest multiple of its step, each sample the nearest whole number in -128..127.
 *
 * The plane's sides are whole multiples of 8; `steps` are 64, by rows of rising vertical frequency.
 */
export function createDct(): (plane: Float32Array, width: number, steps: Float32Array) => void {
  const block = new Float32Array(blockSide * blockSide);
  const half = new Float32Array(blockSide * blockSide);
  return (plane, width, steps) => {
    const height = plane.length / width;
    for (let top = 0; top < height; top += blockSide) {
      for (let left = 0; left < width; left += blockSide) {
        const origin = top * width + left;
        for (let at = 0; at < 64; at++) block[at] = plane[origin + (at >> 3) * width + (at & 7)] as number;
        forward(block, half);
        forward(half, block);
        for (let at = 0; at < 64; at++) {
          const step = steps[at] as number;
          block[at] = round((block[at] as number) / step) * step;
        }
        backward(block, half);
        backward(half, block);
        for (let at = 0; at < 64; at++) {
          const sample = round(block[at] as number);
          plane[origin + (at >> 3) * width + (at & 7)] = sample < -128 ? -128 : sample > 127 ? 127 : sample;
        }
      }
    }
  };
}

/** Transforms rows and writes them as columns, so that twice is both axes. */
function forward(source: Float32Array, target: Float32Array): void {
  for (let row = 0; row < 64; row += 8) {
    for (let k = 0; k < 8; k++) {
      let sum = 0;
      for (let n = 0; n < 8; n++) sum += (source[row + n] as number) * (basis[8 * k + n] as number);
      target[8 * k + (row >> 3)] = sum;
    }
  }
}

function backward(source: Float32Array, target: Float32Array): void {
  for (let row = 0; row < 64; row += 8) {
    for (let n = 0; n < 8; n++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += (source[row + k] as number) * (basis[8 * k + n] as number);
      target[8 * n + (row >> 3)] = sum;
    }
  }
}
