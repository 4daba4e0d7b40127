import { hypot } from "@faceseg/image/paint";
import type { Light } from "./scene.ts";

/** Light that a surface sends to the viewer, apart from its color. */
export interface Shade {
  r: number;
  g: number;
  b: number;
  /** Strength of the mirrored light. */
  shine: number;
}

export type Lighting = ReturnType<typeof createLighting>;

/**
 * Light from one side, over a sky and a ground.
 *
 * @param direction unit vector toward the light, in the frame of the normals
 * @param viewer unit vector toward the viewer, in the same frame
 */
export function createLighting(
  light: Light,
  direction: readonly [number, number, number],
  viewer: readonly [number, number, number],
) {
  const [lx, ly, lz] = direction;
  const [hx, hy, hz] = normalized([lx + viewer[0], ly + viewer[1], lz + viewer[2]]);
  const { key, sky, ground } = light;
  return {
    direction,
    key,
    half: [hx, hy, hz] as const,
    /** Lights a normal; `soft` lets light bleed around edges (red most), `lit` and `open` are shadows. */
    shade(nx: number, ny: number, nz: number, soft: number, lit: number, open: number, out: Shade): void {
      const facing = nx * lx + ny * ly + nz * lz;
      const up = 0.5 - 0.5 * ny;
      const bleed = 0.12 + 0.3 * soft;
      const red = wrapped(facing, bleed) * lit;
      const green = wrapped(facing, 0.12 + 0.14 * soft) * lit;
      const blue = wrapped(facing, 0.12 + 0.08 * soft) * lit;
      out.r = key[0] * red + (ground[0] + (sky[0] - ground[0]) * up) * open;
      out.g = key[1] * green + (ground[1] + (sky[1] - ground[1]) * up) * open;
      out.b = key[2] * blue + (ground[2] + (sky[2] - ground[2]) * up) * open;
      const mirror = nx * hx + ny * hy + nz * hz;
      const m2 = mirror > 0 ? mirror * mirror : 0;
      const m8 = m2 * m2 * m2 * m2;
      out.shine = m8 * m8 * (0.4 + 0.6 * m8 * m8) * lit;
    },
  };
}

const wrapped = (facing: number, bleed: number): number => {
  const share = (facing + bleed) / (1 + bleed);
  return share > 0 ? share : 0;
};

function normalized([x, y, z]: readonly [number, number, number]): [number, number, number] {
  const length = hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
