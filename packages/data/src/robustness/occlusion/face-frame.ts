import type { LabelMap } from "@faceseg/image";

/**
 * A face's own axes, found in its label map: u to the right and v down along the face, from the point between the
 * eyes, in units of the distance between the eyes.
 */
export interface FaceFrame {
  /** Origin and unit in pixels, and the tilt. */
  readonly x: number;
  readonly y: number;
  readonly unit: number;
  readonly cos: number;
  readonly sin: number;
  /** The nose's middle across the face; it is off 0 when the head is turned. */
  readonly noseU: number;
  readonly noseV: number;
  readonly mouthU: number;
  readonly mouthV: number;
  /** Where the face ends. */
  readonly top: number;
  readonly chin: number;
  readonly left: number;
  readonly right: number;
  /** The face's pixels, as u and v in turn. */
  readonly places: Float64Array;
}

/** Skin, brows, eyes, nose and mouth: what an occluder's share is a share of. */
export const isFace = (id: number): boolean => id >= 1 && id <= 9;

interface Middle {
  readonly x: number;
  readonly y: number;
}

/** The frame of the face; undefined where the map has none. Parts that are missing are put where they usually are. */
export function faceFrame(labels: LabelMap): FaceFrame | undefined {
  const { width, data } = labels;
  const all = [...data.keys()].filter((at) => isFace(data[at] as number));
  if (all.length === 0) return undefined;
  const middle = (...ids: readonly number[]): Middle | undefined => {
    const found = all.filter((at) => ids.includes(data[at] as number));
    const mean = (of: (at: number) => number) => found.reduce((sum, at) => sum + of(at), 0) / found.length;
    if (found.length === 0) return undefined;
    return { x: mean((at) => (at % width) + 0.5), y: mean((at) => Math.floor(at / width) + 0.5) };
  };
  const axes = placeAxes(middle, Math.sqrt(all.length));
  const { x, y, unit, cos, sin } = axes;
  const toFrame = (point: Middle) => ({
    u: ((point.x - x) * cos + (point.y - y) * sin) / unit,
    v: ((point.y - y) * cos - (point.x - x) * sin) / unit,
  });
  const places = new Float64Array(2 * all.length);
  all.forEach((at, index) => {
    const { u, v } = toFrame({ x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 });
    places[2 * index] = u;
    places[2 * index + 1] = v;
  });
  const us = places.filter((_, at) => at % 2 === 0).sort();
  const vs = places.filter((_, at) => at % 2 === 1).sort();
  const end = (sorted: Float64Array, share: number) =>
    sorted[Math.round(share * (sorted.length - 1))] as number;
  const mouth = middle(7, 8, 9);
  const nose = middle(6);
  const { u: mouthU, v: mouthV } = mouth ? toFrame(mouth) : { u: 0, v: 1.1 };
  const { u: noseU, v: noseV } = nose ? toFrame(nose) : { u: mouthU, v: 0.55 * mouthV };
  return {
    ...axes,
    ...{ noseU, noseV, mouthU, mouthV },
    ...{ top: end(vs, 0.005), chin: end(vs, 0.995), left: end(us, 0.005), right: end(us, 0.995) },
    places,
  };
}

/** Between the eyes, or the brows, or else above the middle of the face; a turned head's eyes are too close. */
function placeAxes(middle: (...ids: readonly number[]) => Middle | undefined, size: number) {
  const pairs = [
    [middle(4), middle(5)],
    [middle(2), middle(3)],
  ];
  const pair = pairs.find(([left, right]) => left && right && left.x !== right.x);
  const below = middle(7, 8, 9) ?? middle(6);
  if (pair?.[0] && pair[1]) {
    const [left, right] = [pair[0], pair[1]];
    const apart = Math.hypot(right.x - left.x, right.y - left.y);
    const [x, y] = [(left.x + right.x) / 2, (left.y + right.y) / 2];
    const height = below ? Math.hypot(below.x - x, below.y - y) : 0;
    const unit = Math.max(apart, 0.8 * height);
    return { x, y, unit, cos: (right.x - left.x) / apart, sin: (right.y - left.y) / apart };
  }
  const eye = middle(2, 3, 4, 5);
  const face = middle(1, 2, 3, 4, 5, 6, 7, 8, 9) as Middle;
  // An upright face's area is about five squares of the distance between the eyes.
  const unit = 0.45 * size;
  return { x: face.x, y: eye ? eye.y : face.y - 0.5 * unit, unit, cos: 1, sin: 0 };
}
