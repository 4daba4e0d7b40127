import type { LabelMap } from "@faceseg/image";
import { lapa11, mirrorIds } from "@faceseg/image";

const nose = [6];
const mouth = [7, 8, 9];
const upperParts = lapa11.mirrorPairs.flat();

/** How far two parts must lie on each other's side, as a share of the distance from the mouth to the eyes. */
const clear = 0.25;
/** Variance over area above which a part is scattered specks: a disc has 0.16, a brow ten times as long as high 0.84. */
const scattered = 3;
/** A part of fewer pixels than this share of its partner's is a speck. */
const speck = 0.1;

/**
 * Whether left and right eyebrows and eyes are exchanged in a label map, judged by the map alone.
 *
 * Places are compared across the face's own upright axis, from the mouth (or else the nose) to eyebrows and eyes,
 * so a tilted head does not confuse it. The answer is true only when the evidence is clear: at least one pair has
 * both its parts, the left one lies well to the right of the right one, and the other pair does not disagree.
 * A face in profile, with one eye, gives no evidence; nor do specks along the borders of other parts.
 */
export function leftRightSwapped(labels: LabelMap): boolean {
  const parts = measure(labels);
  const below = middle(parts, mouth) ?? middle(parts, nose);
  const above = middle(parts, upperParts);
  if (!below || !above) return false;
  const [upX, upY] = [above.x - below.x, above.y - below.y];
  const squared = upX * upX + upY * upY;
  // Each pair's distance from left to right, positive when in order, in units of the upright axis's length.
  const orders = lapa11.mirrorPairs.flatMap(([left, right]) => {
    const [from, to] = [parts[left], parts[right]];
    if (!from || !to || from.pixels < speck * to.pixels || to.pixels < speck * from.pixels) return [];
    return [((to.x - from.x) * -upY + (to.y - from.y) * upX) / squared];
  });
  return orders.some((order) => order < -clear) && orders.every((order) => order < 0);
}

/** The label map with left and right eyebrows and eyes exchanged where they stand; nothing moves. */
export function repairLeftRight(labels: LabelMap): LabelMap {
  return { ...labels, data: labels.data.map((id) => mirrorIds[id] as number) };
}

/** A part's area and the middle of it. */
interface Part {
  readonly pixels: number;
  readonly x: number;
  readonly y: number;
}

/** The parts by id; absent and scattered ones are left out. */
function measure({ width, height, data }: LabelMap): (Part | undefined)[] {
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
    const [x, y] = [sum.x / pixels, sum.y / pixels];
    const variance = sum.squares / pixels - x * x - y * y;
    return variance < scattered * pixels ? { pixels, x, y } : undefined;
  });
}

const sumTo = (n: number) => (n * (n - 1)) / 2;
const squaresTo = (n: number) => (n * (n - 1) * (2 * n - 1)) / 6;

/** The mean of the parts' middles, each part that is present counting once. */
function middle(
  parts: readonly (Part | undefined)[],
  ids: readonly number[],
): { x: number; y: number } | undefined {
  const present = ids.flatMap((id) => parts[id] ?? []);
  if (present.length === 0) return undefined;
  const mean = (axis: "x" | "y") => present.reduce((sum, part) => sum + part[axis], 0) / present.length;
  return { x: mean("x"), y: mean("y") };
}
