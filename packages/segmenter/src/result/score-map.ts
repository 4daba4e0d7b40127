import type { Box } from "@faceseg/image";
import { argmax, type Size } from "@faceseg/image";

/** The probabilities that a network gave, at its own size. */
export interface ScoreMap extends Size {
  readonly classes: number;
  /** [height, width, classes], each pixel's sum 1. */
  readonly data: Float32Array;
  /** Where the picture lies in it; with letterbox there are bars around. */
  readonly region: Box;
}

/** The two neighbours of a pixel along one axis, and the second one's weight. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float32Array;
}

/** Pixel centres of `count` pixels laid over `length` map pixels from `start` on; never beyond that region's pixels. */
function neighbours(count: number, start: number, length: number, limit: number): Neighbours {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const weight = new Float32Array(count);
  const lowest = Math.max(0, Math.ceil(start));
  const highest = Math.max(lowest, Math.min(limit, Math.floor(start + length)) - 1);
  for (let i = 0; i < count; i++) {
    const at = Math.min(Math.max(start + ((i + 0.5) * length) / count - 0.5, lowest), highest);
    first[i] = Math.floor(at);
    second[i] = Math.min((first[i] as number) + 1, highest);
    weight[i] = at - (first[i] as number);
  }
  return { first, second, weight };
}

function axes({ region, width, height }: ScoreMap, size: Size) {
  return {
    columns: neighbours(size.width, region.x, region.width, width),
    rows: neighbours(size.height, region.y, region.height, height),
  };
}

/**
 * The probabilities of a picture's pixels, interpolated bilinearly between those of the network.
 *
 * @returns [height, width, classes]
 */
export function scoresAt(map: ScoreMap, size: Size): Float32Array {
  const { columns, rows } = axes(map, size);
  const { classes, data, width } = map;
  const scores = new Float32Array(size.width * size.height * classes);
  const line = new Float32Array(width * classes);
  for (let y = 0, to = 0; y < size.height; y++) {
    const above = (rows.first[y] as number) * width * classes;
    const below = (rows.second[y] as number) * width * classes;
    const down = rows.weight[y] as number;
    for (let at = 0; at < line.length; at++) {
      line[at] = (data[above + at] as number) * (1 - down) + (data[below + at] as number) * down;
    }
    for (let x = 0; x < size.width; x++) {
      const left = (columns.first[x] as number) * classes;
      const right = (columns.second[x] as number) * classes;
      const across = columns.weight[x] as number;
      for (let id = 0; id < classes; id++, to++) {
        scores[to] = (line[left + id] as number) * (1 - across) + (line[right + id] as number) * across;
      }
    }
  }
  return scores;
}

/**
 * The likeliest class of each of a picture's pixels: the argmax of `scoresAt`, without its memory. Where the four
 * neighbours agree, so does every mixture of them.
 */
export function labelsAt(map: ScoreMap, size: Size): Uint8Array {
  const { columns, rows } = axes(map, size);
  const { classes, data, width } = map;
  const own = argmax(data, map).data;
  const labels = new Uint8Array(size.width * size.height);
  for (let y = 0, to = 0; y < size.height; y++) {
    const above = (rows.first[y] as number) * width;
    const below = (rows.second[y] as number) * width;
    const down = rows.weight[y] as number;
    for (let x = 0; x < size.width; x++, to++) {
      const left = columns.first[x] as number;
      const right = columns.second[x] as number;
      const id = own[above + left] as number;
      if (id === own[above + right] && id === own[below + left] && id === own[below + right]) {
        labels[to] = id;
        continue;
      }
      const across = columns.weight[x] as number;
      const [nw, ne] = [(above + left) * classes, (above + right) * classes];
      const [sw, se] = [(below + left) * classes, (below + right) * classes];
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < classes; k++) {
        const west = (data[nw + k] as number) * (1 - down) + (data[sw + k] as number) * down;
        const east = (data[ne + k] as number) * (1 - down) + (data[se + k] as number) * down;
        const score = Math.fround(Math.fround(west) * (1 - across) + Math.fround(east) * across);
        if (score > best) {
          best = score;
          labels[to] = k;
        }
      }
    }
  }
  return labels;
}
