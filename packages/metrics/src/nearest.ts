/**
 * Squared distance from each pixel of `from` to the nearest of `to`, exact; Infinity when `to` is empty.
 *
 * An Euclidean distance transform in two passes (Meijster, Roerdink and Hesselink 2000), over the smallest box that
 * holds all these pixels: first the distance along each column, then along each row the lower envelope of the
 * parabolas that stand on it.
 */
export function nearestSquared(
  from: readonly number[],
  to: readonly number[],
  imageWidth: number,
): Float64Array {
  if (to.length === 0) return new Float64Array(from.length).fill(Number.POSITIVE_INFINITY);
  const box = boxOf([from, to], imageWidth);
  const columns = columnDistances(to, imageWidth, box);
  const squared = new Float64Array(columns.length);
  const envelope = { at: new Int32Array(box.width), start: new Int32Array(box.width) };
  for (let y = 0; y < box.height; y++) {
    const row = y * box.width;
    rowDistances(
      columns.subarray(row, row + box.width),
      squared.subarray(row, row + box.width),
      envelope.at,
      envelope.start,
    );
  }
  return Float64Array.from(from, (pixel) => squared[cell(pixel, imageWidth, box)] as number);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(lists: readonly (readonly number[])[], imageWidth: number): Box {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0];
  for (const pixels of lists) {
    for (const pixel of pixels) {
      const [x, y] = [pixel % imageWidth, Math.floor(pixel / imageWidth)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function cell(pixel: number, imageWidth: number, { left, top, width }: Box): number {
  return (Math.floor(pixel / imageWidth) - top) * width + (pixel % imageWidth) - left;
}

/** Distance of each cell to the nearest pixel of its column; `width + height`, which is too far, where there is none. */
function columnDistances(pixels: readonly number[], imageWidth: number, box: Box): Int32Array {
  const { width, height } = box;
  const distances = new Int32Array(width * height).fill(width + height);
  for (const pixel of pixels) distances[cell(pixel, imageWidth, box)] = 0;
  for (let i = width; i < distances.length; i++) {
    distances[i] = Math.min(distances[i] as number, (distances[i - width] as number) + 1);
  }
  for (let i = distances.length - width - 1; i >= 0; i--) {
    distances[i] = Math.min(distances[i] as number, (distances[i + width] as number) + 1);
  }
  return distances;
}

/** Squared distances along a row; `at` and `start` are room for the envelope: where a parabola stands and begins. */
function rowDistances(column: Int32Array, squared: Float64Array, at: Int32Array, start: Int32Array): void {
  const { length } = column;
  const height = (x: number, on: number) => (x - on) ** 2 + (column[on] as number) ** 2;
  let last = 0;
  at[0] = 0;
  start[0] = 0;
  for (let x = 1; x < length; x++) {
    while (
      last >= 0 &&
      height(start[last] as number, at[last] as number) > height(start[last] as number, x)
    ) {
      last--;
    }
    if (last < 0) {
      last = 0;
      at[0] = x;
      continue;
    }
    const on = at[last] as number;
    const lead = x * x - on * on + (column[x] as number) ** 2 - (column[on] as number) ** 2;
    const begin = Math.floor(lead / (2 * (x - on))) + 1;
    if (begin < length) {
      last++;
      at[last] = x;
      start[last] = begin;
    }
  }
  for (let x = length - 1; x >= 0; x--) {
    squared[x] = height(x, at[last] as number);
    if (x === start[last]) last--;
  }
}
