import { abs, hill, max, min, through } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { type Part, stain } from "./surface.ts";

const nostril = [0.16, 0.07, 0.05] as const;
const crease = [0.5, 0.36, 0.32] as const;

/** The nose's outline, nostrils and the creases beside its wings; its shape is in the relief. */
export function nosePart(face: FaceDescription): Part {
  const { nose, view } = face;
  const { length, halfWidth } = nose;
  const half = through([
    [-0.02, 0.07],
    [length * 0.55, 0.095],
    [length - 0.07, halfWidth],
    [length, halfWidth * 0.96],
    [length + 0.05, halfWidth * 0.7],
  ]);
  const below = 0.6 - 1.4 * view.pitch;
  return (surface) => {
    const { x, y } = surface;
    if (x > 0.36 || x < -0.36 || y < -0.06 || y > length + 0.14) return;
    const side = abs(x);
    const base = length + 0.035 - 0.05 * (x / halfWidth) ** 2;
    const distance = max(side - half(y), y - base, -0.02 - y);
    if (distance < 0) surface.label = 6;
    const hole = hill(
      ((side - halfWidth * 0.42) / 0.055) ** 2 + ((y - length - 0.005 + 0.015 * below) / 0.032) ** 2,
    );
    if (hole > 0) {
      stain(surface, nostril, min(1, hole * 1.7 * below));
      surface.gloss *= 1 - hole;
    }
    if (y > length - 0.13) {
      const wing = hill(((side - halfWidth - 0.012) / 0.035) ** 2 + ((y - length + 0.045) / 0.085) ** 2);
      const under = hill((x / (halfWidth * 1.1)) ** 2 + ((y - length - 0.06) / 0.06) ** 2);
      stain(surface, crease, min(1, 0.75 * wing + 0.5 * under));
    }
  };
}
