import type { Size } from "@faceseg/data";
import { type ScoreMap, scoresAt } from "./result/score-map.ts";

/** A mirrored picture, [height, width, 3]. */
export function mirrorInput(values: Float32Array, { width, height }: Size): Float32Array {
  return mirrored(values, { width, height }, [0, 1, 2]);
}

/** Numbers of pixels, [height, width, channels], left and right exchanged; channel `i` comes from `channels[i]`. */
export function mirrored(
  values: Float32Array,
  { width, height }: Size,
  channels: readonly number[],
): Float32Array {
  const depth = channels.length;
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * depth;
      const from = (y * width + width - 1 - x) * depth;
      for (let k = 0; k < depth; k++) result[to + k] = values[from + (channels[k] as number)] as number;
    }
  }
  return result;
}

/** The mean of several networks' probabilities for one picture, on the grid of the first. */
export function averageMaps(maps: readonly ScoreMap[]): ScoreMap {
  const [first, ...others] = maps as [ScoreMap, ...ScoreMap[]];
  if (others.length === 0) return first;
  const sameGrid = (map: ScoreMap) =>
    map.width === first.width &&
    map.height === first.height &&
    (["x", "y", "width", "height"] as const).every((key) => map.region[key] === first.region[key]);
  // Networks of other sizes: only the picture's own region is common to all.
  const crop = maps.every(sameGrid) ? undefined : cropped(first);
  const grids = maps.map((map) => (crop ? scoresAt(map, crop) : map.data));
  const data = new Float32Array((grids[0] as Float32Array).length);
  for (const grid of grids) {
    for (let at = 0; at < data.length; at++) data[at] = (data[at] as number) + (grid[at] as number);
  }
  for (let at = 0; at < data.length; at++) data[at] = (data[at] as number) / maps.length;
  return { ...(crop ?? first), classes: first.classes, data };
}

/** The grid of a map's picture, without bars. */
function cropped({ region }: ScoreMap) {
  const width = Math.max(1, Math.round(region.width));
  const height = Math.max(1, Math.round(region.height));
  return { width, height, region: { x: 0, y: 0, width, height } };
}

/**
 * Mixes a frame's probabilities with those of the frames before: `share` of the result is theirs. Frames of another size
 * start anew.
 */
export function smoothed(before: ScoreMap | undefined, now: ScoreMap, share: number): ScoreMap {
  if (!before || before.data.length !== now.data.length || before.width !== now.width) return now;
  const data = now.data.map((value, at) => value + ((before.data[at] as number) - value) * share);
  return { ...now, data };
}
