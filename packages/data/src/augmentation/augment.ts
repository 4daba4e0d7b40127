import { checkNumber } from "@faceseg/core";
import type { Random } from "@faceseg/image";
import { adjustColor, affine, viewMatrix } from "@faceseg/image";
import { pipeline } from "./pipeline.ts";
import type { AugmentStep } from "./step.ts";
import type { Transform } from "./transform.ts";

/** Limits of `augment`. 0 (for `zoom` 1) turns a change off. */
export interface AugmentOptions {
  /** Probability of a horizontal flip, which exchanges the ids of the mirror pairs. @default 0.5 */
  readonly flip?: number;
  /** Largest rotation about the center, in degrees, in either direction. @default 10 */
  readonly rotate?: number;
  /** Magnification about the center, or its range; 2 shows the middle half twice as large. @default [0.9, 1.15] */
  readonly zoom?: number | readonly [number, number];
  /** Largest shift, as a share of the width and of the height. @default 0.05 */
  readonly shift?: number;
  /** Largest change of brightness: 0.2 is a factor in 0.8..1.2. @default 0.2 */
  readonly brightness?: number;
  /** Largest change of contrast, likewise. @default 0.2 */
  readonly contrast?: number;
  /** Largest change of saturation, likewise. @default 0.2 */
  readonly saturation?: number;
  /** Largest turn of the color circle, in degrees, in either direction. @default 0 */
  readonly hue?: number;
}

/**
 * A transform that flips, rotates, zooms, shifts and recolors at random. Flip, rotation, zoom and shift are one
 * affine map, so the image is interpolated once and labels take the nearest pixel's id. Pixels from outside the
 * image show its edge and are labeled 255 (ignore).
 *
 * Given a list of steps (plain data), it takes them in order. `augmentations` lists the kinds of step with their
 * parameters, defaults and bounds.
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
  return (image, random, taxonomy) => {
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
    return adjustColor(affine(image, matrix, taxonomy), adjustment);
  };
}
