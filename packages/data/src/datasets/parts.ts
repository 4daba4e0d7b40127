import type { LabelMap } from "@faceseg/image";

/** A part's area and the middle of it, in pixels. */
export interface MeasuredPart {
  /** Number of its pixels. */
  readonly pixels: number;
  /** Middle, from the left. */
  readonly x: number;
  /** Middle, from the top. */
  readonly y: number;
  /** Mean squared distance from the middle. */
  readonly variance: number;
}

/** All ids of a label map, by id; undefined for ids that it does not have. */
export function measureParts({ width, height, data }: LabelMap): (MeasuredPart | undefined)[] {
  const sums = Array.from({ length: 256 }, () => ({ pixels: 0, x: 0, y: 0, squares: 0 }));
  for (let y = 0, row = 0; y < height; y++, row += width) {
    // A run of equal pixels at a time: sums of x and x * x from 0 to n - 1 have closed forms.
    for (let from = 0, to = 0; from < width; from = to) {
      const id = data[row + from] as number;
      while (to < width && data[row + to] === id) to++;
      const sum = sums[id] as (typeof sums)[number];
      sum.pixels += to - from;
      sum.x += sumTo(to) - sumTo(from);
      sum.y += y * (to - from);
      sum.squares += squaresTo(to) - squaresTo(from) + y * y * (to - from);
    }
  }
  return sums.map(({ pixels, ...sum }) => {
    if (pixels === 0) return undefined;
    const [x, y] = [sum.x / pixels, sum.y / pixels];
    return { pixels, x, y, variance: sum.squares / pixels - x * x - y * y };
  });
}

const sumTo = (n: number) => (n * (n - 1)) / 2;
const squaresTo = (n: number) => (n * (n - 1) * (2 * n - 1)) / 6;
