import { averageProbabilities, type Size } from "@faceseg/image";
import { type ScoreMap, scoresAt } from "../result/score-map.ts";

/** The mean of several models' probabilities for one image, on the grid of the first. */
export function averageMaps(maps: readonly ScoreMap[]): ScoreMap {
  const [first, ...others] = maps as [ScoreMap, ...ScoreMap[]];
  if (others.length === 0) return first;
  const sameGrid = (map: ScoreMap) =>
    map.width === first.width &&
    map.height === first.height &&
    (["x", "y", "width", "height"] as const).every((key) => map.region[key] === first.region[key]);
  // Models of other sizes: only the image's own region is common to all.
  const crop = maps.every(sameGrid) ? undefined : cropped(first);
  const grids = maps.map((map) => (crop ? scoresAt(map, crop) : map.data));
  const data = averageProbabilities(grids);
  return { ...(crop ?? first), numClasses: first.numClasses, data };
}

/** The grid of a map's image, without bars. */
function cropped({ region }: ScoreMap) {
  const width = Math.max(1, Math.round(region.width));
  const height = Math.max(1, Math.round(region.height));
  return { width, height, region: { x: 0, y: 0, width, height } };
}

/** What a model gave for a frame of a video, and the frame's size in pixels. */
export interface Frame extends Size {
  /** The probabilities. */
  readonly scores: ScoreMap;
}

/**
 * A frame's probabilities, mixed with those of the previous frames, whose weight is `share`. A frame of another size, such as
 * that of a turned camera, is not mixed: its pixels are of other places.
 */
export function smoothed(previous: Frame | undefined, now: Frame, share: number): ScoreMap {
  const { scores } = now;
  const isSame = previous?.width === now.width && previous.height === now.height;
  if (!previous || !isSame || previous.scores.data.length !== scores.data.length) return scores;
  const data = scores.data.slice();
  // A loop: `map` takes four times as long, of a frame that has 60 ms.
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    data[at] = value + ((previous.scores.data[at] as number) - value) * share;
  }
  return { ...scores, data };
}
