import { affineMove, ignoreId, recolorImage, viewMatrix } from "@faceseg/image";
import { gaussianBlur, gaussianNoise, jpegArtifacts } from "@faceseg/image/filters";
import { cutout } from "./cutout.ts";
import { elasticMove } from "./elastic.ts";
import { gridMove } from "./grid.ts";
import { covering, move, recolor } from "./operation.ts";
import { type Parameter, parameter } from "./parameter.ts";
import { shadow } from "./shadow.ts";
import { shapeOnFace } from "./shape.ts";

const still = { flip: false, rotate: 0, zoom: 1, shiftX: 0, shiftY: 0 };
const factor: Parameter = { default: [0.8, 1.2], lowest: 0, highest: 10 };
const shift: Parameter = { default: [-0.05, 0.05], lowest: -1, highest: 1 };

/** The steps that `augment` knows, by kind, with the defaults and the bounds of their parameters. */
export const operations = /* @__PURE__ */ (() =>
  Object.freeze({
    /** Mirrors the image, and exchanges the ids of left and right. */
    flip: move({
      p: 0.5,
      parameters: {},
      run: (_, size) => affineMove(viewMatrix(size, { ...still, flip: true })),
    }),
    /** Rotates, magnifies and shifts the image. */
    affine: move({
      p: 1,
      parameters: {
        /** Rotation about the center in degrees; positive is clockwise. */
        angle: parameter({ default: [-10, 10], lowest: -180, highest: 180 }),
        /** Magnification about the center; 2 shows the middle half twice as large. */
        zoom: parameter({ default: [0.9, 1.15], lowest: 0.01, highest: 100 }),
        /** Shift to the right, as a share of the width. */
        x: shift,
        /** Shift downward, as a share of the height. */
        y: shift,
      },
      run: ({ angle, zoom, x, y }, size) =>
        affineMove(viewMatrix(size, { flip: false, rotate: angle, zoom, shiftX: x, shiftY: y })),
    }),
    /** Moves pixels by smooth random displacements. */
    elastic: move({
      p: 0.3,
      parameters: {
        /** Standard deviation of the displacements, as a share of the shorter side. */
        strength: parameter({ default: [0.01, 0.04], lowest: 0, highest: 0.5 }),
        /** Distance between independent displacements, as a share of the shorter side. */
        scale: parameter({ default: 0.2, lowest: 0.02, highest: 1 }),
      },
      run: elasticMove,
    }),
    /** Moves the inner lines of a regular grid, and stretches what lies between them. */
    grid: move({
      p: 0.3,
      parameters: {
        /** Largest shift of a line, as a share of a cell. */
        strength: parameter({ default: [0.1, 0.3], lowest: 0, highest: 0.45 }),
        /** Number of cells along each axis. */
        cells: parameter({ default: 5, lowest: 2, highest: 50, whole: true }),
      },
      run: gridMove,
    }),
    /** Changes brightness, contrast, saturation and hue. */
    color: recolor({
      p: 1,
      parameters: {
        /** Factor on every channel; 1 changes nothing. */
        brightness: factor,
        /** Factor on the distance from the image's mean gray; 1 changes nothing. */
        contrast: factor,
        /** Factor on the distance from each pixel's gray; 0 gives a gray image. */
        saturation: factor,
        /** Turn of the color circle, in degrees. */
        hue: parameter({ default: 0, lowest: -180, highest: 180 }),
      },
      run: (values, image) => recolorImage(image, values),
    }),
    /** Blurs the image with a Gaussian. */
    blur: recolor({
      p: 0.2,
      parameters: {
        /** Standard deviation of the Gaussian, as a share of the shorter side. */
        sigma: parameter({ default: [0.001, 0.008], lowest: 0, highest: 0.1 }),
      },
      run: ({ sigma }, image) => gaussianBlur(image, sigma * Math.min(image.width, image.height)),
    }),
    /** Adds Gaussian noise to every channel. */
    noise: recolor({
      p: 0.2,
      parameters: {
        /** Standard deviation of the noise, as a share of the full scale (255). */
        deviation: parameter({ default: [0.01, 0.06], lowest: 0, highest: 1 }),
      },
      run: ({ deviation }, image, random) => gaussianNoise(image, deviation, random),
    }),
    /** Adds the artifacts of JPEG compression. */
    jpeg: recolor({
      p: 0.2,
      parameters: {
        /** JPEG quality on the scale of the Independent JPEG Group (libjpeg). */
        quality: parameter({ default: [30, 90], lowest: 1, highest: 100, whole: true }),
      },
      run: ({ quality }, image) => jpegArtifacts(image, quality),
    }),
    /** Casts a shadow with a soft edge over part of the image. */
    shadow: recolor({
      p: 0.2,
      parameters: {
        /** Share of the brightness that the shadow takes away. */
        darkness: parameter({ default: [0.2, 0.6], lowest: 0, highest: 1 }),
        /** Width of the soft edge, as a share of the longer side. */
        softness: parameter({ default: [0.02, 0.2], lowest: 0.001, highest: 1 }),
      },
      run: shadow,
    }),
    /** Hides rectangles under the image's mean color. Nothing tells what is there, so they are ignored. */
    cutout: covering({
      p: 0.2,
      parameters: {
        /** Number of rectangles. */
        holes: parameter({ default: [1, 3], lowest: 1, highest: 100, whole: true }),
        /** Width and height of a rectangle, as shares of the image's. */
        size: parameter({ default: [0.08, 0.25], lowest: 0.001, highest: 1 }),
      },
      label: ignoreId,
      run: cutout,
    }),
    /** Puts textured shapes in front of the face. They are background, as in LaPa. */
    occluder: covering({
      p: 0.2,
      parameters: {
        /** Number of shapes. */
        count: parameter({ default: 1, lowest: 1, highest: 100, whole: true }),
        /** Radius of a shape, as a share of the shorter side. */
        size: parameter({ default: [0.06, 0.2], lowest: 0.001, highest: 1 }),
      },
      label: 0,
      run: ({ count, size }, image, random) =>
        Array.from({ length: count }, () => shapeOnFace(image, size, random)),
    }),
  }))();
