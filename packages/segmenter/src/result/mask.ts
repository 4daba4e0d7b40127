import type { Box, LabelMap, Size } from "@faceseg/image";

/** A point in pixels. A pixel reaches from its number to the next: (0, 0) is the corner of the first one. */
export interface Point {
  /** To the right. */
  readonly x: number;
  /** Down. */
  readonly y: number;
}

/** Measures of a mask. */
export interface MaskMeasures {
  /** Pixels in it. */
  readonly area: number;
  /** The smallest rectangle around it; null where it is empty. */
  readonly box: Box | null;
  /** The mean of its pixels' centers; null where it is empty. */
  readonly centroid: Point | null;
}

/** The pixels of some classes: 1 where a label is among `ids`, else 0. */
export function maskOf({ data }: Pick<LabelMap, "data">, ids: number | readonly number[]): Uint8Array {
  const wanted = new Uint8Array(256);
  for (const id of [ids].flat()) wanted[id] = 1;
  return data.map((id) => wanted[id] as number);
}

/**
 * Area, box and centroid of a mask: all pixels that are not 0.
 *
 * @example
 * measureMask(Uint8Array.of(0, 1, 0, 1), { width: 2, height: 2 });
 * //=> { area: 2, box: { x: 1, y: 0, width: 1, height: 2 }, centroid: { x: 1.5, y: 1 } }
 */
export function measureMask(mask: Uint8Array, { width, height }: Size): MaskMeasures {
  let [area, sumX, sumY] = [0, 0, 0];
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (mask[at] === 0) continue;
      area++;
      sumX += x;
      sumY += y;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (area === 0) return { area, box: null, centroid: null };
  return {
    area,
    box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
    centroid: { x: sumX / area + 0.5, y: sumY / area + 0.5 },
  };
}
