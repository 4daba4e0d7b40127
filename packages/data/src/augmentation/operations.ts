import { affineMove, ignoreId, recolorImage, viewMatrix } from "@faceseg/image";
import { gaussianBlur, gaussianNoise, jpegArtifacts } from "@faceseg/image/filters";
import { cutout } from "./cutout.ts";
import { elasticMove } from "./elastic.ts";
import { gridMove } from "./grid.ts";
import { covering, move, recolor } from "./operation.ts";
import { shadow } from "./shadow.ts";
import { shapeOnFace } from "./shape.ts";

const still = { flip: false, rotate: 0, zoom: 1, shiftX: 0, shiftY: 0 };
const factor = { default: [0.8, 1.2], lowest: 0, highest: 10 } as const;
const shift = { default: [-0.05, 0.05], lowest: -1, highest: 1 } as const;

/** The steps that `augment` knows, with the defaults and the bounds of their parameters. */
export const operations = /* @__PURE__ */ (() =>
  Object.freeze({
    /** A mirror; the ids of left and right are exchanged. */
    flip: move({
      p: 0.5,
      parameters: {},
      run: (_, size) => affineMove(viewMatrix(size, { ...still, flip: true })),
    }),
    /** `angle` in degrees and `zoom` about the center; `x` and `y` shift by shares of width and height. */
    affine: move({
      p: 1,
      parameters: {
        angle: { default: [-10, 10], lowest: -180, highest: 180 },
        zoom: { default: [0.9, 1.15], lowest: 0.01, highest: 100 },
        x: shift,
        y: shift,
      },
      run: ({ angle, zoom, x, y }, size) =>
        affineMove(viewMatrix(size, { flip: false, rotate: angle, zoom, shiftX: x, shiftY: y })),
    }),
    /** Smooth displacements: `strength` and `scale`, their spacing, are shares of the shorter side. */
    elastic: move({
      p: 0.3,
      parameters: {
        strength: { default: [0.01, 0.04], lowest: 0, highest: 0.5 },
        scale: { default: 0.2, lowest: 0.02, highest: 1 },
      },
      run: elasticMove,
    }),
    /** A grid of `cells` by `cells` whose lines move by up to `strength` of a cell. */
    grid: move({
      p: 0.3,
      parameters: {
        strength: { default: [0.1, 0.3], lowest: 0, highest: 0.45 },
        cells: { default: 5, lowest: 2, highest: 50, whole: true },
      },
      run: gridMove,
    }),
    /** Factors of brightness, contrast and saturation, and a turn of the color circle in degrees. */
    color: recolor({
      p: 1,
      parameters: {
        brightness: factor,
        contrast: factor,
        saturation: factor,
        hue: { default: 0, lowest: -180, highest: 180 },
      },
      run: (values, image) => recolorImage(image, values),
    }),
    /** A Gaussian blur; `sigma` is a share of the shorter side. */
    blur: recolor({
      p: 0.2,
      parameters: { sigma: { default: [0.001, 0.008], lowest: 0, highest: 0.1 } },
      run: ({ sigma }, image) => gaussianBlur(image, sigma * Math.min(image.width, image.height)),
    }),
    /** Gaussian noise on every channel; `deviation` is a share of the full scale. */
    noise: recolor({
      p: 0.2,
      parameters: { deviation: { default: [0.01, 0.06], lowest: 0, highest: 1 } },
      run: ({ deviation }, image, random) => gaussianNoise(image, deviation, random),
    }),
    /** What a JPEG encoder of this quality leaves of the image. */
    jpeg: recolor({
      p: 0.2,
      parameters: { quality: { default: [30, 90], lowest: 1, highest: 100, whole: true } },
      run: ({ quality }, image) => jpegArtifacts(image, quality),
    }),
    /** A shadow over part of the image: `darkness` is the light it takes, `softness` the width of its edge. */
    shadow: recolor({
      p: 0.2,
      parameters: {
        darkness: { default: [0.2, 0.6], lowest: 0, highest: 1 },
        softness: { default: [0.02, 0.2], lowest: 0.001, highest: 1 },
      },
      run: shadow,
    }),
    /** Rectangles of the mean color, sides `size` as shares of the image's; nobody can tell what they hide. */
    cutout: covering({
      p: 0.2,
      parameters: {
        holes: { default: [1, 3], lowest: 1, highest: 100, whole: true },
        size: { default: [0.08, 0.25], lowest: 0.001, highest: 1 },
      },
      label: ignoreId,
      run: cutout,
    }),
    /** Textured shapes on the face, `size` their radius as a share of the shorter side; background, as in LaPa. */
    occluder: covering({
      p: 0.2,
      parameters: {
        count: { default: 1, lowest: 1, highest: 100, whole: true },
        size: { default: [0.06, 0.2], lowest: 0.001, highest: 1 },
      },
      label: 0,
      run: ({ count, size }, image, random) =>
        Array.from({ length: count }, () => shapeOnFace(image, size, random)),
    }),
  }))();
