import { abs, atan2, floor, hypot, max, min, ramp, sqrt } from "@faceseg/image/paint";
import type { Pose } from "./pose.ts";

/** A body whose cross-section at each height is an ellipse: skull, hair and hats are such bodies. */
export interface Profile {
  readonly top: number;
  readonly bottom: number;
  readonly halfWidth: (y: number) => number;
  /** Depth of the surface in front of the axis and behind it (negative). */
  readonly front: (y: number) => number;
  readonly back: (y: number) => number;
}

/** Where a line of sight meets a lathe. */
export interface Hit {
  /** Distance to the outline, negative inside. */
  distance: number;
  x: number;
  y: number;
  z: number;
  /** Angle around the axis: 0 is the front, positive is to the right. */
  phi: number;
  nx: number;
  ny: number;
  nz: number;
}

export const createHit = (): Hit => ({ distance: 0, x: 0, y: 0, z: 0, phi: 0, nx: 0, ny: 0, nz: 1 });

const rows = 160;
const columns = 6; // half width, center, half depth; as seen under the yaw: half width, cosine and sine of its turn
const everywhere = Number.POSITIVE_INFINITY;
const margin = 0.5; // farther out than this only the distance is told, and that roughly

/** Looks at a lathe turned to a pose; heights are found by iteration, the rest is exact. */
export function createLathe(profile: Profile, pose: Pose) {
  const { top, bottom } = profile;
  const step = (bottom - top) / rows;
  const table = tabulate(profile, pose, step);
  const rim = upperRim(table, top, step);
  let reach = 0;
  for (let at = 0; at < table.length; at += columns) {
    reach = max(reach, (table[at + 3] as number) + abs((table[at + 1] as number) * pose.sin));
  }

  /** Fills `hit` for the point (u, v); `raised` tells how far the surface stands out at a point of its front. */
  return (u: number, v: number, hit: Hit, raised?: (x: number, y: number) => number): void => {
    const far = max(abs(u) - reach, top - v, v - bottom - abs(pose.nod));
    if (far > margin) {
      hit.distance = far;
      return;
    }
    const nod = pose.nod * ramp(top, top + 0.7, v);
    let y = v - nod * 0.4;
    let lift = 0;
    let index = 0;
    let half = 0;
    let away = 0;
    let sin = 0;
    let cos = 1;
    for (let turn = raised ? 3 : 2; turn > 0; turn--) {
      const at = min(max((y - top) / step, 0), rows - 1e-6);
      const row = floor(at);
      const share = at - row;
      index = row * columns;
      const c = read(table, index + 1, share);
      half = read(table, index + 3, share);
      away = u - (c + lift) * pose.sin;
      const along = away > half ? 1 : away < -half ? -1 : away / half;
      const across = sqrt(1 - along * along);
      const cosTurn = read(table, index + 4, share);
      const sinTurn = read(table, index + 5, share);
      sin = along * cosTurn - across * sinTurn;
      cos = across * cosTurn + along * sinTurn;
      hit.x = read(table, index, share) * sin;
      hit.z = c + read(table, index + 2, share) * cos;
      if (raised && cos > 0) lift = raised(hit.x, y);
      y = v - nod * ((hit.z + lift) * pose.cos - hit.x * pose.sin);
    }
    hit.y = y;
    hit.phi = atan2(sin, cos);
    const beside = abs(away) - half;
    if (y > bottom) hit.distance = hypot(max(beside, 0), y - bottom);
    else if (y > rim.widest) {
      const slope = ((table[index + columns + 3] as number) - (table[index + 3] as number)) / step;
      hit.distance = max(beside / sqrt(1 + slope * slope), y - bottom);
    } else hit.distance = max(corner(beside, rim.heightAt(abs(away)) - y), top - y);
    setNormal(hit, table, index, step, sin, cos);
  };
}

function tabulate(profile: Profile, pose: Pose, step: number): Float64Array {
  const table = new Float64Array((rows + 1) * columns);
  for (let row = 0; row <= rows; row++) {
    const y = profile.top + row * step;
    const w = max(profile.halfWidth(y), 1e-3);
    const d = max((profile.front(y) - profile.back(y)) / 2, 1e-3);
    const c = (profile.front(y) + profile.back(y)) / 2;
    const half = hypot(w * pose.cos, d * pose.sin);
    table.set([w, c, d, half, (w * pose.cos) / half, (d * pose.sin) / half], row * columns);
  }
  return table;
}

const read = (table: Float64Array, index: number, share: number): number => {
  const a = table[index] as number;
  return a + ((table[index + columns] as number) - a) * share;
};

/** The outline above its widest row, as height over distance from the middle. */
function upperRim(table: Float64Array, top: number, step: number) {
  let row = 0;
  const halfOf = (at: number) => table[at * columns + 3] as number;
  while (row < rows && halfOf(row + 1) >= halfOf(row)) row++;
  const widest = top + row * step;
  const reach = halfOf(row);
  const cells = 128;
  const heights = new Float64Array(cells + 1);
  for (let cell = 0, at = 0; cell <= cells; cell++) {
    const out = (cell / cells) * reach;
    while (at < row && halfOf(at + 1) < out) at++;
    const rise = halfOf(min(at + 1, rows)) - halfOf(at);
    heights[cell] = top + step * (at + (rise > 0 ? min(max((out - halfOf(at)) / rise, 0), 1) : 0));
  }
  const heightAt = (out: number): number => {
    if (out >= reach) return everywhere;
    const at = (out / reach) * cells;
    const cell = floor(at);
    const low = heights[cell] as number;
    return low + ((heights[cell + 1] as number) - low) * (at - cell);
  };
  return { widest, heightAt };
}

/** Distance to a line from the distances to it along both axes, which have one sign. */
function corner(a: number, b: number): number {
  if (b === everywhere || a === 0) return a;
  const distance = abs(a * b) / hypot(a, b);
  return a > 0 ? distance : -distance;
}

function setNormal(
  hit: Hit,
  table: Float64Array,
  index: number,
  step: number,
  sin: number,
  cos: number,
): void {
  const w = max(table[index] as number, 0.02);
  const d = max(table[index + 2] as number, 0.02);
  const x = sin / w;
  const y =
    -(
      (sin * sin * growth(table, index)) / w +
      (cos * growth(table, index + 1) + cos * cos * growth(table, index + 2)) / d
    ) / step;
  const z = cos / d;
  const length = hypot(x, y, z) || 1;
  hit.nx = x / length;
  hit.ny = y / length;
  hit.nz = z / length;
}

const growth = (table: Float64Array, index: number): number =>
  (table[index + columns] as number) - (table[index] as number);
