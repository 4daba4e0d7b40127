import { sqrt } from "@faceseg/image/paint";

/** Corners in order, as x and y in turn. */
export type Polygon = Float64Array;

/** The signed distance from a point to a polygon's outline, negative inside. */
export function polygonDistance(corners: Polygon, x: number, y: number): number {
  let nearest = Infinity;
  let inside = false;
  const last = corners.length - 2;
  let fromX = corners[last] as number;
  let fromY = corners[last + 1] as number;
  for (let at = 0; at <= last; at += 2) {
    const toX = corners[at] as number;
    const toY = corners[at + 1] as number;
    const [sideX, sideY] = [toX - fromX, toY - fromY];
    const [pointX, pointY] = [x - fromX, y - fromY];
    const length = sideX * sideX + sideY * sideY;
    const along = length > 0 ? (pointX * sideX + pointY * sideY) / length : 0;
    const held = along < 0 ? 0 : along > 1 ? 1 : along;
    const [dx, dy] = [pointX - held * sideX, pointY - held * sideY];
    const squared = dx * dx + dy * dy;
    if (squared < nearest) nearest = squared;
    if (toY > y !== fromY > y && x < toX + ((fromX - toX) * (y - toY)) / (fromY - toY)) inside = !inside;
    fromX = toX;
    fromY = toY;
  }
  const distance = sqrt(nearest);
  return inside ? -distance : distance;
}

/** The polygon that `radius(angle)` draws around the origin. */
export function polar(corners: number, radius: (angle: number) => number): Polygon {
  const polygon = new Float64Array(2 * corners);
  for (let corner = 0; corner < corners; corner++) {
    const angle = (2 * Math.PI * corner) / corners;
    polygon[2 * corner] = radius(angle) * Math.cos(angle);
    polygon[2 * corner + 1] = radius(angle) * Math.sin(angle);
  }
  return polygon;
}
