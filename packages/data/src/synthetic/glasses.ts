import { abs, coverage, type Layer, max, min, under } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import type { Lighting } from "./lighting.ts";
import type { Pose } from "./pose.ts";

/** Clear glasses: rims, bridge, temples and a little glare. They leave the labels alone. */
export function glassesLayer(face: FaceDescription, pose: Pose, lighting: Lighting, pixel: number): Layer {
  const { glasses, eyes } = face;
  if (!glasses) return () => {};
  const { halfWidth, halfHeight, squareness, rim } = glasses;
  const plane = 0.98; // depth of the lenses in front of the axis
  const tone = 0.35 + 0.5 * max(lighting.direction[2], 0);
  const [r, g, b] = glasses.color;
  const middle = max(eyes.distance, halfWidth + 0.055);
  const hinge = middle + halfWidth;
  const earX = (side: number) => side * (face.head.halfWidth + 0.02) * pose.cos + 0.05 * pose.sin;
  const hingeX = (side: number) => side * hinge * pose.cos + (plane - 0.12) * pose.sin;
  return (u, v, ink) => {
    const x = (u - plane * pose.sin) / pose.cos;
    const y = v - pose.nod * (plane * pose.cos - x * pose.sin) - 0.035;
    if (y < -0.5 || y > 0.5) return;
    const side = x < 0 ? -1 : 1;
    const lx = abs(abs(x) - middle) / halfWidth;
    const ly = abs(y) / halfHeight;
    const radius = (lx ** squareness + ly ** squareness) ** (1 / squareness);
    const lens = (radius - 1) * halfHeight;
    const thin = glasses.rimless && y > 0 ? rim * 0.25 : rim;
    let metal = coverage(abs(lens) - thin, pixel);
    const gap = middle - halfWidth;
    const bridge = max(abs(y + halfHeight * 0.35 - 0.02 + 2 * x * x) - rim, abs(x) - gap - rim);
    metal = max(metal, coverage(bridge, pixel));
    // The temple runs from the hinge back to the ear.
    const from = hingeX(side);
    const to = earX(side);
    const share = (u - from) / (to - from);
    if (share > 0 && share < 1 && abs(to - from) > 0.04) {
      const line = pose.nod * (plane * (1 - share)) - halfHeight * 0.45 + 0.06 * share;
      metal = max(metal, coverage(abs(v - line) - rim * 1.1, pixel) * 0.95);
    }
    if (metal > 0) under(ink, r * tone, g * tone, b * tone, metal);
    if (lens < 0) {
      const streak = (x - side * middle) * 0.7 + y + 0.04;
      const glare = coverage(abs(streak) - 0.05, 0.05) * glasses.glare * (0.5 - y);
      if (glare > 0) under(ink, lighting.key[0], lighting.key[1], lighting.key[2], glare * 0.35);
      under(ink, 0, 0, 0, 0.06);
    } else if (lens < 0.09 && y > 0) under(ink, 0, 0, 0, 0.2 * (1 - lens / 0.09) * min(4 * y, 1));
  };
}
