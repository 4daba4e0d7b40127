import type { Random, RgbImage } from "@faceseg/image";
import { resizeImage } from "@faceseg/image";
import {
  castGains,
  convolve,
  dim,
  disc,
  expose,
  fadeContrast,
  fogField,
  gaussianBlur,
  gaussianNoise,
  haze,
  impulseNoise,
  jpegArtifacts,
  pixelate,
  shotNoise,
  streak,
} from "@faceseg/image/filters";
import { pick } from "@faceseg/image/paint";
import type { Levels } from "../severity.ts";

/** One way to damage an image. */
export interface Corruption<T = number> {
  /** The parameter at severities 1 to 5. */
  readonly levels: Levels<T>;
  run(image: RgbImage, level: T, random: Random): RgbImage;
}

const corruption = <T>(given: Corruption<T>): Corruption<T> => Object.freeze(given);

/** ImageNet-C's lengths are for images of 224 pixels; blur belongs to the scene, so it grows with the image. */
const scale = ({ width, height }: RgbImage) => Math.min(width, height) / 224;

type Direction = readonly [number, number, number];
const casts: readonly Direction[] = [
  [0.5, 0, -0.5], // tungsten
  [-0.5, 0, 0.5], // shade
  [-0.25, 0.5, -0.25], // fluorescent
  [0.35, -0.3, 0.35], // magenta
];

/**
 * The corruptions. Parameters marked C are those of ImageNet-C (Hendrycks and Dietterich, 2019), or of its four
 * extra corruptions. Noise, JPEG blocks and pixelation belong to the grid of pixels and do not scale with it.
 */
export const corruptions = /* @__PURE__ */ (() =>
  Object.freeze({
    /** C: deviation as a share of the full scale. */
    "gaussian-noise": corruption({ levels: [0.08, 0.12, 0.18, 0.26, 0.38], run: gaussianNoise }),
    /** C: photons at full scale. */
    "shot-noise": corruption({ levels: [60, 25, 12, 5, 3], run: shotNoise }),
    /** C: share of channel values. */
    "impulse-noise": corruption({ levels: [0.03, 0.06, 0.09, 0.17, 0.27], run: impulseNoise }),
    /** C: radius of the disc in pixels of 224; its edge by covered shares of pixels. */
    "defocus-blur": corruption({
      levels: [3, 4, 6, 8, 10],
      run: (image, radius) => convolve(image, disc(radius * scale(image))),
    }),
    /** C: length and deviation in pixels of 224, within 45 degrees of level; centered, see `streak`. */
    "motion-blur": corruption<readonly [number, number]>({
      levels: [
        [10, 3],
        [15, 5],
        [15, 8],
        [15, 12],
        [20, 15],
      ],
      run: (image, [radius, sigma], random) => {
        const angle = random.uniform(-Math.PI / 4, Math.PI / 4);
        return convolve(image, streak(radius * scale(image), sigma * scale(image), angle));
      },
    }),
    /** C: deviation in pixels of 224. */
    "gaussian-blur": corruption({
      levels: [1, 2, 3, 4, 6],
      run: (image, sigma) => gaussianBlur(image, sigma * scale(image)),
    }),
    /** Stops below the image's exposure, with a sensor's noise. */
    "low-light": corruption({ levels: [1, 1.75, 2.5, 3.25, 4], run: dim }),
    /** Stops above it; highlights are cut. */
    "over-exposure": corruption({
      levels: [0.5, 1, 1.5, 2, 2.5],
      run: (image, stops) => expose(image, [2 ** stops, 2 ** stops, 2 ** stops]),
    }),
    /** C: share of the contrast that is left. */
    contrast: corruption({ levels: [0.4, 0.3, 0.2, 0.1, 0.05], run: fadeContrast }),
    /** Stops between channels, warm, cool, green or magenta. */
    "color-cast": corruption({
      levels: [0.5, 1, 1.5, 2, 2.5],
      run: (image, stops, random) => expose(image, castGains(pick(random, casts), stops)),
    }),
    /** C: quality. */
    jpeg: corruption({ levels: [25, 18, 15, 10, 7], run: jpegArtifacts }),
    /** C: share of the size. */
    pixelation: corruption({ levels: [0.6, 0.5, 0.4, 0.3, 0.25], run: pixelate }),
    /** Share of the size, smoothed both ways. */
    downscaling: corruption({
      levels: [0.5, 0.35, 0.25, 0.18, 0.12],
      run: (image, share) => {
        const [width, height] = [image.width, image.height].map((side) =>
          Math.max(1, Math.round(share * side)),
        );
        return resizeImage(resizeImage(image, { width, height } as RgbImage), image);
      },
    }),
    /** C: strength, and how much weaker each octave of the fog is. */
    haze: corruption<readonly [number, number]>({
      levels: [
        [1.5, 2],
        [2, 2],
        [2.5, 1.7],
        [2.5, 1.5],
        [3, 1.4],
      ],
      run: (image, [strength, decay], random) =>
        haze(image, fogField(image.width, image.height, decay, random), strength),
    }),
  }))();

/** The kinds of corruption. */
export type CorruptionKind = keyof typeof corruptions;
