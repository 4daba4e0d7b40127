import { argmax, type Box, type Size } from "@faceseg/image";

/** The probabilities that a model gave, at its own size. */
export interface ScoreMap extends Size {
  /** Number of classes. */
  readonly numClasses: number;
  /** [height, width, numClasses]; those of a pixel sum to 1. */
  readonly data: Float32Array;
  /** Where the image lies in it; with letterbox there are bars around. */
  readonly region: Box;
}

/** The two neighbors of a pixel along one axis, and the second one's weight. */
interface Neighbors {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float32Array;
}

/** Pixel centers of `count` pixels laid over `length` map pixels from `start` on; never beyond that region's pixels. */
function neighbors(count: number, start: number, length: number, limit: number): Neighbors {
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
    columns: neighbors(size.width, region.x, region.width, width),
    rows: neighbors(size.height, region.y, region.height, height),
  };
}

/**
 * The probabilities of an image's pixels, interpolated bilinearly between those of the model.
 *
 * @returns [height, width, numClasses]
 */
export function scoresAt(map: ScoreMap, size: Size): Float32Array {
  const { columns, rows } = axes(map, size);
  const { numClasses, data, width } = map;
  const scores = new Float32Array(size.width * size.height * numClasses);
  const line = new Float32Array(width * numClasses);
  for (let y = 0, to = 0; y < size.height; y++) {
    const above = (rows.first[y] as number) * width * numClasses;
    const below = (rows.second[y] as number) * width * numClasses;
    const down = rows.weight[y] as number;
    for (let at = 0; at < line.length; at++) {
      line[at] = (data[above + at] as number) * (1 - down) + (data[below + at] as number) * down;
    }
    for (let x = 0; x < size.width; x++) {
      const left = (columns.first[x] as number) * numClasses;
      const right = (columns.second[x] as number) * numClasses;
      const across = columns.weight[x] as number;
      for (let id = 0; id < numClasses; id++, to++) {
        scores[to] = (line[left + id] as number) * (1 - across) + (line[right + id] as number) * across;
      }
    }
  }
  return scores;
}

/**
 * The likeliest class of each of an image's pixels: the argmax of `scoresAt`, without its memory. Where the four
 * neighbors agree, so does every mixture of them.
 */
export function labelsAt(map: ScoreMap, size: Size): Uint8Array {
  const { columns, rows } = axes(map, size);
  const { numClasses, data, width } = map;
  const own = argmax(data, { width, height: map.height, numClasses }).data;
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
      const [nw, ne] = [(above + left) * numClasses, (above + right) * numClasses];
      const [sw, se] = [(below + left) * numClasses, (below + right) * numClasses];
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < numClasses; k++) {
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
