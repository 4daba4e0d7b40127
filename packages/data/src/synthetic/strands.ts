import { abs, cos as cosine, type Ink, noise, ramp, sin as sine, under } from "@faceseg/image/paint";
import type { Hair } from "./attire.ts";
import type { Hit } from "./lathe.ts";
import type { Lighting, Shade } from "./lighting.ts";

/** Paints hair at a hit: locks along the fall of the hair, with a band of light across them. */
export function strandPaint(hair: Hair, seed: number, lighting: Lighting) {
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const [hx, hy, hz] = lighting.half;
  const curly = hair.texture === "curly";
  const wave = hair.texture === "wavy" ? 0.16 : 0.04;
  return (hit: Hit, open: number, share: number, ink: Ink): void => {
    const { phi, y } = hit;
    let locks: number;
    let fine: number;
    if (curly) {
      const bend = noise(phi * 5, y * 5, seed + 51) * 2;
      locks = abs(noise(phi * 9 + bend, y * 11 + bend, seed + 52) * 2 - 1);
      fine = abs(noise(phi * 21 + bend, y * 24, seed + 53) * 2 - 1);
    } else {
      const drift = phi + wave * sine(y * 7 + phi * 3) + 0.3 * noise(phi * 3, y * 1.5, seed + 51);
      locks = noise(drift * 15, y * 0.9, seed + 52);
      fine = noise(drift * 48, y * 2, seed + 53);
    }
    const tone = 0.45 + 0.62 * locks + 0.45 * fine;
    const end = ramp(-0.2, 1.4, y + 0.3 * (locks - 0.5));
    const r = hair.color[0] + (hair.tips[0] - hair.color[0]) * end;
    const g = hair.color[1] + (hair.tips[1] - hair.color[1]) * end;
    const b = hair.color[2] + (hair.tips[2] - hair.color[2]) * end;
    lighting.shade(hit.nx, hit.ny, hit.nz, 0.3, 0.55 + 0.45 * open, open, shade);
    // Along a strand light is mirrored where the half vector is across it.
    const cos = cosine(phi);
    const sin = sine(phi);
    const tx = -hit.ny * sin;
    const ty = hit.nz * cos + hit.nx * sin;
    const tz = -hit.ny * cos;
    const lean = tx * hx + ty * hy + tz * hz + 0.35 * (locks - 0.5) + 0.25 * (fine - 0.5);
    const across = 1 - lean * lean;
    const across8 = across > 0 ? across ** 12 : 0;
    const shine = hair.shine * across8 * open * (0.3 + fine) * (shade.r + shade.g + shade.b) * 0.33;
    under(
      ink,
      r * shade.r * tone + shine * (0.04 + 0.5 * r),
      g * shade.g * tone + shine * (0.04 + 0.5 * g),
      b * shade.b * tone + shine * (0.04 + 0.5 * b),
      share,
    );
  };
}
