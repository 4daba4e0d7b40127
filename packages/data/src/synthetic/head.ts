import { cos, coverage, hypot, type Layer, max, name, ramp, under } from "@faceseg/image/paint";
import { beardPart } from "./beard.ts";
import { browsPart } from "./brows.ts";
import type { FaceDescription } from "./description.ts";
import { eyesPart } from "./eyes.ts";
import { createHit, createLathe } from "./lathe.ts";
import type { Lighting, Shade } from "./lighting.ts";
import { mouthPart } from "./mouth.ts";
import { nosePart } from "./nose.ts";
import type { Pose } from "./pose.ts";
import { createRelief } from "./relief.ts";
import { skinPart } from "./skin.ts";
import { skullProfile } from "./skull.ts";
import { createSurface, type Part } from "./surface.ts";

/** How far the hair's edge is from a point of the face: positive outside the hair. */
export type HairGap = (phi: number, y: number) => number;

/** The bare head with everything painted on it, lit. */
export function headLayer(
  face: FaceDescription,
  pose: Pose,
  lighting: Lighting,
  pixel: number,
  hairGap: HairGap | null,
): Layer {
  const look = createLathe(skullProfile(face.head), pose);
  const relief = createRelief(face);
  const hit = createHit();
  const surface = createSurface(pixel);
  const slope = { x: 0, y: 0 };
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const skin = skinPart(face);
  const parts: Part[] = [
    nosePart(face),
    beardPart(face),
    mouthPart(face),
    eyesPart(face, lighting.direction),
    browsPart(face),
  ];
  const [lx, ly, lz] = lighting.direction;
  const brim = face.hat && face.hat.kind !== "beanie" && face.hat.kind !== "scarf" ? face.hat.edge : null;

  /** Share of direct light that the nose lets through to a point beside or below it. */
  function pastNose(x: number, y: number): number {
    if (x > 0.6 || x < -0.6 || y < -0.2 || y > 0.95) return 1;
    const here = relief.nose(x, y);
    let blocked = 0;
    for (let far = 0.07; far < 0.3; far += 0.08) {
      const rise = relief.nose(x + lx * far, y + ly * far) - here - lz * far * 0.9;
      if (rise > blocked) blocked = rise;
    }
    return 1 - 0.75 * ramp(0, 0.07, blocked);
  }

  return (u, v, ink) => {
    look(u, v, hit, relief.nose);
    const share = coverage(hit.distance, pixel);
    if (share <= 0) return;
    surface.x = hit.x;
    surface.y = hit.y;
    surface.phi = hit.phi;
    surface.open = 1;
    surface.glint = 0;
    const front = cos(hit.phi) > 0.02;
    surface.lit = front ? pastNose(hit.x, hit.y) : 1;
    skin(surface);
    if (front) for (const part of parts) part(surface);
    if (hairGap) {
      const gap = hairGap(hit.phi, hit.y);
      surface.open *= 0.6 + 0.4 * ramp(-0.02, 0.22, gap);
      surface.lit *= 0.55 + 0.45 * ramp(-0.02, 0.09 - 0.12 * ly, gap);
    }
    if (brim !== null) surface.lit *= 0.35 + 0.65 * ramp(brim + 0.1, brim + 0.45 - 0.2 * ly, hit.y);
    surface.open *= 0.62 + 0.38 * ramp(1.25, 0.7, hit.y);
    slope.x = 0;
    slope.y = 0;
    if (front) relief.slopes(hit.x, hit.y, slope);
    const face0 = max(hit.nz, 0);
    const nx = hit.nx - slope.x * face0;
    const ny = hit.ny - slope.y * face0;
    const length = hypot(nx, ny, hit.nz) || 1;
    lighting.shade(nx / length, ny / length, hit.nz / length, surface.soft, surface.lit, surface.open, shade);
    const shine = surface.gloss * shade.shine;
    const { key } = lighting;
    under(
      ink,
      surface.r * shade.r + shine * key[0] + surface.glint,
      surface.g * shade.g + shine * key[1] + surface.glint,
      surface.b * shade.b + shine * key[2] + surface.glint,
      share,
    );
    if (hit.distance < 0) name(ink, surface.label);
  };
}
