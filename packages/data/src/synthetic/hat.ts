import {
  abs,
  cos,
  coverage,
  hill,
  hypot,
  type Ink,
  type Layer,
  max,
  min,
  name,
  noise,
  ramp,
  sin,
  under,
} from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { createHit, createLathe } from "./lathe.ts";
import type { Lighting, Shade } from "./lighting.ts";
import type { Pose } from "./pose.ts";
import { shellProfile } from "./skull.ts";

/** A beanie, a cap with a visor, a hat with a brim, or a scarf around head and neck: background, all of it. */
export function hatLayer(face: FaceDescription, pose: Pose, lighting: Lighting, pixel: number): Layer {
  const { hat, head, seed } = face;
  if (!hat) return () => {};
  const { kind, edge, color, accent } = hat;
  const scarf = kind === "scarf";
  const look = createLathe(
    shellProfile(head, {
      top: hat.height,
      side: (y) => (scarf ? 0.13 + 0.3 * ramp(0.3, 1.8, y) : 0.1),
      bottom: scarf ? 2.4 : 0.3,
      hanging: scarf,
    }),
    pose,
  );
  const hit = createHit();
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const frontX = 1.02 * pose.sin;
  const frontY = edge + pose.nod * 0.9;

  /** Cloth between the outline and its edge around the face. */
  function cloth(): number {
    if (!scarf) return hit.y - edge - 0.1 * (1 - cos(hit.phi));
    const side = 0.96 - 0.35 * ramp(0.5, 1.15, hit.y);
    return min((side - abs(hit.phi)) * 0.7, hit.y - edge, face.head.chin + 0.02 - hit.y);
  }

  function lay(ink: Ink, mark: number, tone: number, share: number): void {
    const r = color[0] + (accent[0] - color[0]) * mark;
    const g = color[1] + (accent[1] - color[1]) * mark;
    const b = color[2] + (accent[2] - color[2]) * mark;
    under(ink, r * shade.r * tone, g * shade.g * tone, b * shade.b * tone, share);
  }

  return (u, v, ink) => {
    if (kind === "cap" || kind === "brim") brim(u, v, ink);
    look(u, v, hit);
    const distance = max(hit.distance, cloth());
    const share = coverage(distance, pixel);
    if (share > 0) {
      let tone = 0.9 + 0.2 * noise(hit.phi * 30, hit.y * 40, seed + 61);
      let mark = 0;
      if (kind === "beanie") {
        tone *= 0.85 + 0.25 * cos(hit.phi * 60);
        mark = ramp(edge - 0.24, edge - 0.22, hit.y);
        tone *= 1 - 0.35 * hill(((hit.y - edge + 0.24) / 0.03) ** 2);
      } else if (kind === "cap") {
        tone *= 1 - 0.3 * hill((sin(hit.phi * 3) / 0.09) ** 2);
        mark = hill((hit.phi / 0.3) ** 2 + ((hit.y - edge + 0.32) / 0.16) ** 2) > 0.25 ? 1 : 0;
      } else if (kind === "brim") mark = ramp(edge - 0.18, edge - 0.17, hit.y);
      else tone *= 0.75 + 0.45 * noise(hit.phi * 4 + hit.y * 3, hit.y * 2, seed + 62);
      const inner = 0.75 + 0.25 * ramp(0, 0.12, -distance);
      lighting.shade(hit.nx, hit.ny, hit.nz, 0.2, 1, inner, shade);
      lay(ink, mark, tone * inner, share);
      if (distance < 0) name(ink, 0);
    }
  };

  function brim(u: number, v: number, ink: Ink): void {
    const wide = kind === "cap" ? 0.66 : 1.28;
    const tall = (kind === "cap" ? 0.2 : 0.17) * (1 + 1.6 * max(pose.nod, -0.3));
    const x = (u - frontX * (kind === "cap" ? 1 : 0.3)) / wide;
    if (x > 1.1 || x < -1.1) return;
    const y = v - frontY + 0.02 - 0.1 * x * x * (kind === "cap" ? 1.4 : -0.6);
    const radius = hypot(x, (y - tall * 0.1) / tall);
    const upper = kind === "cap" ? -y - 0.03 : -1;
    const distance = max((radius - 1) * tall, upper);
    const share = coverage(distance, pixel);
    if (share <= 0) return;
    lighting.shade(0, -0.85 + 0.5 * max(y / tall, 0), 0.5, 0.2, 1, 1, shade);
    lay(ink, kind === "cap" ? 0.35 : 0, 0.95 - 0.4 * ramp(0.55, 1, y / tall), share);
    if (distance < 0) name(ink, 0);
  }
}
