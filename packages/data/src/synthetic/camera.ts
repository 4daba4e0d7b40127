import { hash, max, min, sqrt } from "@faceseg/image/paint";
import type { Camera } from "./scene.ts";

/** Turns linear light `[height, width, 3]` into an 8-bit image as a camera does. */
export function develop(
  light: Float32Array,
  width: number,
  height: number,
  camera: Camera,
  seed: number,
): Uint8Array {
  blur(light, width, height, camera.blur * max(width, height));
  const out = new Uint8Array(light.length);
  const display = light; // in place: from here on the values are display values
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x / width - 0.5;
      const dy = y / height - 0.5;
      const gain = camera.exposure * (1 - camera.vignette * (dx * dx + dy * dy));
      for (let channel = 0; channel < 3; channel++, i++) {
        const value = (light[i] as number) * gain * (camera.balance[channel] as number);
        // A soft shoulder keeps highlights from turning flat.
        display[i] = sqrt(value < 0.6 ? value : 1 - 0.16 / (value - 0.2));
      }
    }
  }
  if (camera.chromaBlur > 0) softenColor(display, width, height, camera.chromaBlur);
  for (let i = 0; i < display.length; i++) {
    const grain = hash(i, 1, seed) + hash(i, 2, seed) - 1;
    const value =
      (display[i] as number) * 255 + grain * camera.noise * 255 * (1.3 - 0.6 * (display[i] as number));
    out[i] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
  }
  return out;
}

/** Blurs with a [share, 1 - 2 share, share] kernel along both axes, repeated for wide radii. */
function blur(light: Float32Array, width: number, height: number, radius: number): void {
  let left = radius * radius;
  while (left > 0.01) {
    const share = min(left / 2, 0.25);
    pass(light, width, height, 3, 3 * width, share);
    pass(light, height, width, 3 * width, 3, share);
    left -= 0.5;
  }
}

function pass(
  light: Float32Array,
  length: number,
  lines: number,
  step: number,
  jump: number,
  share: number,
): void {
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < 3; channel++) {
      let at = line * jump + channel;
      let before = light[at] as number;
      for (let i = 0; i < length; i++, at += step) {
        const here = light[at] as number;
        const after = i + 1 < length ? (light[at + step] as number) : here;
        light[at] = here + share * (before + after - 2 * here);
        before = here;
      }
    }
  }
}

/** Shares color, not brightness, among two by two pixels, as JPEG does. */
function softenColor(display: Float32Array, width: number, height: number, share: number): void {
  for (let y = 0; y + 1 < height; y += 2) {
    for (let x = 0; x + 1 < width; x += 2) {
      const at = 3 * (y * width + x);
      const cells = [at, at + 3, at + 3 * width, at + 3 * width + 3];
      let red = 0;
      let blue = 0;
      for (const cell of cells) {
        red += ((display[cell] as number) - (display[cell + 1] as number)) / 4;
        blue += ((display[cell + 2] as number) - (display[cell + 1] as number)) / 4;
      }
      for (const cell of cells) {
        const green = display[cell + 1] as number;
        display[cell] = (display[cell] as number) * (1 - share) + (green + red) * share;
        display[cell + 2] = (display[cell + 2] as number) * (1 - share) + (green + blue) * share;
      }
    }
  }
}
