import type { LabeledImage, LabelMap, RgbImage } from "../image.ts";
import { ignoreId } from "../taxonomy/taxonomy.ts";
import { type MirrorPairs, mirrorIds } from "./mirror.ts";

/**
 * For each pixel of the output, row by row, the point of the input that it shows. Points are in pixels from the
 * upper left corner; the center of the first pixel is (0.5, 0.5).
 */
export interface Points {
  /** Distance from the left edge, [height * width]. */
  readonly x: Float64Array;
  /** Distance from the upper edge, [height * width]. */
  readonly y: Float64Array;
}

/** A movement of pixels, described backward: from its output to its input. */
export interface Move {
  /** Whether left and right are exchanged, and so the ids of the mirror pairs. */
  readonly mirrors: boolean;
  /** Replaces points of the output by the points of the input that they show, in place. */
  readonly trace: (points: Points) => void;
}

/**
 * The image after some movements, the first one first. They become one map, so the image is interpolated
 * once: bilinear for the image, nearest pixel for the labels. What lies outside shows the image's edge,
 * labeled 255 (ignore).
 *
 * @param taxonomy Needed where a move mirrors: the ids of its mirror pairs are exchanged.
 * @returns A new pair of the same size.
 * @throws {TypeError} where the moves mirror and there is no `taxonomy`.
 */
export function warp(labeled: LabeledImage, moves: readonly Move[], taxonomy?: MirrorPairs): LabeledImage {
  const { width, height } = labeled.labels;
  const points = pixelCenters(width, height);
  for (const move of moves.toReversed()) move.trace(points);
  const mirrored = moves.filter(({ mirrors }) => mirrors).length % 2 === 1;
  if (mirrored && !taxonomy) throw new TypeError("Expected `taxonomy` for a move that mirrors, got none");
  return {
    ...labeled,
    image: warpImage(labeled.image, points),
    labels: warpLabels(labeled.labels, points, mirrored && taxonomy ? mirrorIds(taxonomy) : undefined),
  };
}

function pixelCenters(width: number, height: number): Points {
  const points = { x: new Float64Array(width * height), y: new Float64Array(width * height) };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      points.x[at] = x + 0.5;
      points.y[at] = y + 0.5;
    }
  }
  return points;
}

function warpLabels(labels: LabelMap, points: Points, mirror: Uint8Array | undefined): LabelMap {
  const { width, height, data: source } = labels;
  const data = new Uint8Array(source.length);
  for (let to = 0; to < data.length; to++) {
    const u = points.x[to] as number;
    const v = points.y[to] as number;
    const inside = u >= 0 && u < width && v >= 0 && v < height;
    const id = inside ? (source[(v | 0) * width + (u | 0)] as number) : ignoreId;
    data[to] = mirror ? (mirror[id] as number) : id;
  }
  return { width, height, data };
}

/** Bilinear with weights in 256ths: whole numbers are twice as fast as floats, and exact enough for 8 bits. */
function warpImage(image: RgbImage, points: Points): RgbImage {
  const { width, height, data: source } = image;
  const data = new Uint8Array(source.length);
  const right = (width - 1) * 256;
  const bottom = (height - 1) * 256;
  for (let pixel = 0, to = 0; to < data.length; pixel++, to += 3) {
    const u = clamp(((points.x[pixel] as number) - 0.5) * 256, right);
    const v = clamp(((points.y[pixel] as number) - 0.5) * 256, bottom);
    const upper = 3 * ((v >> 8) * width + (u >> 8));
    const lower = v < bottom ? upper + 3 * width : upper;
    const next = u < right ? 3 : 0;
    const p = u & 255;
    const q = v & 255;
    for (let channel = 0; channel < 3; channel++) {
      const at = upper + channel;
      const below = lower + channel;
      const high = (source[at] as number) * (256 - p) + (source[at + next] as number) * p;
      const low = (source[below] as number) * (256 - p) + (source[below + next] as number) * p;
      data[to + channel] = (high * (256 - q) + low * q + 32768) >> 16;
    }
  }
  return { width, height, data };
}

/** The nearest whole number in 0..highest. */
function clamp(value: number, highest: number): number {
  return value < 0 ? 0 : value > highest ? highest : (value + 0.5) | 0;
}
