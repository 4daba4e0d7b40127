import {
  abs,
  coverage,
  hill,
  type Layer,
  max,
  min,
  name,
  ramp,
  sign,
  through,
  under,
} from "@faceseg/image/paint";
import { clothesLayer } from "./clothes.ts";
import type { FaceDescription } from "./description.ts";
import type { Lighting, Shade } from "./lighting.ts";
import type { Pose } from "./pose.ts";

/** Neck, shoulders and clothes, upright below the head; background in the labels. */
export function bodyLayer(face: FaceDescription, pose: Pose, lighting: Lighting, pixel: number): Layer {
  const { body, skin, head, seed } = face;
  const jointX = 0.1 * pose.sin - 0.6 * pose.sinRoll;
  const jointY = 0.6 * pose.cosRoll;
  const shoulders = through([
    [body.neck * 0.8, 1.3],
    [body.neck + 0.25, 1.52],
    [body.shoulder * 0.7, 1.66],
    [body.shoulder, 1.86],
    [body.shoulder + 0.25, 2.4],
  ]);
  const clothes = clothesLayer(body, lighting, pixel, seed);
  const [r, g, b] = skin.color;
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const shadowEnd = head.chin + 0.22 - 0.25 * min(lighting.direction[1], 0);

  return (x, y, ink) => {
    if (y < jointY - 0.2) return;
    const down = min(max((y - jointY) / (1.7 - jointY), 0), 1.3);
    const off = x - jointX - (body.shift - jointX) * down;
    const side = abs(off);
    const torso = shoulders(side) - y;
    const neck = side - body.neck - 0.08 * hill(((y - 0.75) / 0.5) ** 2);
    const distance = min(neck, torso * 0.8);
    const share = coverage(distance, pixel);
    if (share <= 0) return;
    clothes(off, y, torso, ink);
    const round = min(side / body.neck, 1) * sign(off);
    const lit = 0.3 + 0.7 * ramp(shadowEnd - 0.25, shadowEnd + 0.25, y);
    const column = ramp(1.75, 1.3, y);
    const nx = 0.9 * round * column + 0.1 * off;
    const nz = 0.5 + 0.4 * (1 - abs(round));
    lighting.shade(nx, 0.5 * column - 0.25, nz, 1, lit, 0.35 + 0.45 * lit, shade);
    const cord = 1 - 0.07 * hill(((side - 0.2 + (y - 1.2) * 0.12) / 0.06) ** 2);
    under(ink, r * shade.r * cord, g * shade.g * cord, b * shade.b * cord, share);
    if (distance < 0) name(ink, 0);
  };
}
