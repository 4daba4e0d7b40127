import { coverage, hill, hypot, type Layer, max, min, name, ramp, under } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import type { Lighting, Shade } from "./lighting.ts";
import type { Pose } from "./pose.ts";

/** One ear: `side` -1 is the left one. It is a flat shell beside the head, broad where the head turns away. */
export function earLayer(
  face: FaceDescription,
  pose: Pose,
  lighting: Lighting,
  pixel: number,
  side: -1 | 1,
): Layer {
  const { head, skin } = face;
  const out = side * (head.halfWidth + 0.02 + head.earFlare * 0.3);
  const depth = -0.02;
  const middleX = out * pose.cos + depth * pose.sin;
  const middleY = 0.17 + pose.nod * (depth * pose.cos - out * pose.sin);
  const seen = -side * pose.sin; // positive where this side of the head faces the viewer
  const halfWidth = max(head.earFlare * pose.cos + (seen > 0 ? 0.2 : 0.13) * seen, 0.012) * head.earSize;
  const halfHeight = 0.3 * head.earSize;
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const [r, g, b] = skin.color;
  return (u, v, ink) => {
    const ey = v - middleY;
    if (ey < -halfHeight - pixel || ey > halfHeight + pixel) return;
    const ex = (u - middleX) * side - ey * -0.12;
    const t = ey / halfHeight;
    const narrow = halfWidth * (1 - 0.35 * ramp(-0.1, 1, t));
    const radius = hypot(ex / narrow, t);
    const distance = (radius - 1) * min(narrow, halfHeight);
    const share = coverage(distance, pixel);
    if (share <= 0) return;
    const qx = ex / narrow;
    const bowl = hill(((qx + 0.15) / 0.62) ** 2 + ((t - 0.05) / 0.5) ** 2);
    const rim = hill(((radius - 0.78) / 0.16) ** 2) * ramp(0.7, 0.2, t);
    const nx = side * (0.45 + 0.5 * qx * radius);
    const nz = seen > 0.2 ? 0.75 : 0.6;
    lighting.shade(
      nx * pose.cos - 0.5 * pose.sin,
      0.25 * t,
      nz,
      1,
      1 - 0.5 * bowl,
      0.85 - 0.5 * bowl + 0.15 * rim,
      shade,
    );
    under(ink, r * shade.r * 1.02, g * shade.g * 0.84, b * shade.b * 0.8, share);
    if (distance < 0) name(ink, 1);
  };
}
