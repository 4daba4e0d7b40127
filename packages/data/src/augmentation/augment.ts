import { checkNumber } from "@faceseg/core";
import type { Random } from "@faceseg/image";
import { adjustColor, affine, viewMatrix } from "@faceseg/image";
import { pipeline } from "./pipeline.ts";
import type { AugmentStep } from "./step.ts";
import type { Transform } from "./transform.ts";

/** How far `augment` may go; 0 (for `zoom` 1) switches a part off. */
export interface AugmentOptions {
  /** Probability of a horizontal flip, which exchanges left and right ids. @default 0.5 */
  readonly flip?: number;
  /** Greatest rotation about the center, in degrees, either way. @default 10 */
  readonly rotate?: number;
  /** Range of the magnification; 2 shows the middle half twice as large. @default [0.9, 1.15] */
  readonly zoom?: number | readonly [number, number];
  /** Greatest shift, as a share of the width and of the height. @default 0.05 */
  readonly shift?: number;
  /** Greatest change of brightness: 0.2 is a factor in 0.8..1.2. @default 0.2 */
  readonly brightness?: number;
  /** Greatest change of contrast, likewise. @default 0.2 */
  readonly contrast?: number;
  /** Greatest change of saturation, likewise. @default 0.2 */
  readonly saturation?: number;
  /** Greatest turn of the color circle, in degrees, either way. @default 0 */
  readonly hue?: number;
}

/**
 * A transform that flips, rotates, zooms, shifts and recolors at random. Flip, rotation, zoom and shift are one
 * affine map, so the image is interpolated once and labels take the nearest pixel's id; what comes in from
 * outside shows the image's edge and is labeled 255 (ignore).
 *
 * Given a list of steps instead, plain data, it takes those one after the other; `augmentations` lists the kinds
 * with their parameters, defaults and bounds.
 *
 * @throws RangeError when a kind or a parameter is unknown, or a value outside its range.
 * @example
 * batches(dataset, { size: 256, batchSize: 8, transform: augment({ rotate: 15 }) });
 * @example
 * augment([{ kind: "flip" }, { kind: "elastic", p: 0.5 }, { kind: "jpeg", quality: [20, 60] }]);
 */
export function augment(options: AugmentOptions | readonly AugmentStep[] = {}): Transform {
  return isSteps(options) ? pipeline(options) : classic(options);
}

function isSteps(options: AugmentOptions | readonly AugmentStep[]): options is readonly AugmentStep[] {
  return Array.isArray(options);
}

function classic(options: AugmentOptions): Transform {
  const { flip = 0.5, rotate = 10, zoom = [0.9, 1.15], shift = 0.05 } = options;
  const { brightness = 0.2, contrast = 0.2, saturation = 0.2, hue = 0 } = options;
  const [smallest, largest] = typeof zoom === "number" ? [zoom, zoom] : zoom;
  for (const [name, value] of Object.entries({ flip, shift, brightness, contrast, saturation })) {
    checkNumber(name, value, { min: 0, max: 1 });
  }
  checkNumber("rotate", rotate, { min: 0, max: 180 });
  checkNumber("hue", hue, { min: 0, max: 180 });
  checkNumber("zoom[0]", smallest, { min: 0.01, max: 100 });
  checkNumber("zoom[1]", largest, { min: smallest, max: 100 });
  const factor = (random: Random, range: number) => random.uniform(1 - range, 1 + range);
  return (image, random) => {
    const matrix = viewMatrix(image.labels, {
      flip: random.uniform() < flip,
      rotate: random.uniform(-rotate, rotate),
      zoom: random.uniform(smallest, largest),
      shiftX: random.uniform(-shift, shift),
      shiftY: random.uniform(-shift, shift),
    });
    const adjustment = {
      brightness: factor(random, brightness),
      contrast: factor(random, contrast),
      saturation: factor(random, saturation),
      hue: random.uniform(-hue, hue),
    };
    return adjustColor(affine(image, matrix), adjustment);
  };
}
