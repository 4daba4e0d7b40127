import { canonicalNames, type LabelMap, mirrorIds, type Taxonomy } from "@faceseg/image";
import { type MeasuredPart, measureParts } from "./parts.ts";

/** The classes that show which side is left and which is right. */
interface Landmarks {
  /** Ids of what lies below eyebrows and eyes: the mouth, or else the nose. */
  readonly below: readonly (readonly number[])[];
  /** Pairs of eyebrows and of eyes. */
  readonly upper: readonly (readonly [number, number])[];
}

const known = new WeakMap<Taxonomy, Landmarks>();

/** The landmarks of a taxonomy, by the names of its classes. */
function landmarksOf(taxonomy: Taxonomy): Landmarks {
  const found = known.get(taxonomy);
  if (found) return found;
  const names = canonicalNames(taxonomy.classes);
  const ids = (...wanted: string[]) => wanted.map((name) => names.indexOf(name)).filter((id) => id >= 0);
  const landmarks = {
    below: [ids("upper lip", "inner mouth", "lower lip", "lip", "lips"), ids("nose")],
    upper: taxonomy.mirrorPairs.filter(([left]) => /^(left|right) (eye|eyebrow)$/.test(names[left] ?? "")),
  };
  known.set(taxonomy, landmarks);
  return landmarks;
}

/** How far two parts must lie on each other's side, as a share of the distance from the mouth to the eyes. */
const clear = 0.25;
/**
 * Variance over area above which a part is scattered specks: a disc has 0.16, a brow ten times as long as high 0.84.
 */
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
export function leftRightSwapped(labels: LabelMap, taxonomy: Taxonomy): boolean {
  const { below: lower, upper } = landmarksOf(taxonomy);
  const parts = compactParts(labels);
  const below = lower.map((ids) => middle(parts, ids)).find(Boolean);
  const above = middle(parts, upper.flat());
  if (!below || !above) return false;
  const [upX, upY] = [above.x - below.x, above.y - below.y];
  const squared = upX * upX + upY * upY;
  // Each pair's distance from left to right, positive when in order, in units of the upright axis's length.
  const orders = upper.flatMap(([left, right]) => {
    const [from, to] = [parts[left], parts[right]];
    if (!from || !to || from.pixels < speck * to.pixels || to.pixels < speck * from.pixels) return [];
    return [((to.x - from.x) * -upY + (to.y - from.y) * upX) / squared];
  });
  return orders.some((order) => order < -clear) && orders.every((order) => order < 0);
}

/**
 * The label map with the ids of left and right parts exchanged. No pixel moves.
 *
 * @throws {TypeError} for a taxonomy without mirror pairs.
 */
export function repairLeftRight(labels: LabelMap, taxonomy: Taxonomy): LabelMap {
  if (taxonomy.mirrorPairs.length === 0)
    throw new TypeError("Expected a `taxonomy` with mirror pairs, got one without");
  const mirror = mirrorIds(taxonomy);
  return { ...labels, data: labels.data.map((id) => mirror[id] as number) };
}

/** The parts by id; absent and scattered ones are left out. */
const compactParts = (labels: LabelMap): (MeasuredPart | undefined)[] =>
  measureParts(labels).map((part) => (part && part.variance < scattered * part.pixels ? part : undefined));

/** The mean of the parts' middles, each part that is present counting once. */
function middle(
  parts: readonly (MeasuredPart | undefined)[],
  ids: readonly number[],
): { x: number; y: number } | undefined {
  const present = ids.flatMap((id) => parts[id] ?? []);
  if (present.length === 0) return undefined;
  const mean = (axis: "x" | "y") => present.reduce((sum, part) => sum + part[axis], 0) / present.length;
  return { x: mean("x"), y: mean("y") };
}
