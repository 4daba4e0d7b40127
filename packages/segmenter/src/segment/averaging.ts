import { averageProbabilities } from "@faceseg/image";
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

/**
 * Mixes a frame's probabilities with those of the previous frames, whose weight is `share`. A frame of another size is not
 * mixed.
 */
export function smoothed(previous: ScoreMap | undefined, now: ScoreMap, share: number): ScoreMap {
  if (!previous || previous.data.length !== now.data.length || previous.width !== now.width) return now;
  const data = now.data.slice();
  // A loop: `map` takes four times as long, of a frame that has 60 ms.
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    data[at] = value + ((previous.data[at] as number) - value) * share;
  }
  return { ...now, data };
}
