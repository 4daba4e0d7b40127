import { hill, max, min, through } from "@faceseg/image/paint";
import type { Head } from "./description.ts";
import type { Profile } from "./lathe.ts";

/** Height at which the skull is widest. */
const widest = -0.2;

const dome = (share: number, exponent: number): number =>
  max(1 - max(share, 0) ** exponent, 0) ** (1 / exponent);

/** The head without nose and ears. */
export function skullProfile(head: Head): Profile {
  const { crown, chin, halfWidth } = head;
  const front = through([
    [widest, 0.88],
    [0.1, 0.85],
    [0.6, 0.88],
    [chin, 0.84],
  ]);
  const back = through([
    [widest, -0.98],
    [0.25, -0.8],
    [0.6, -0.2],
    [0.85, 0.15],
    [chin, 0.72],
  ]);
  const above = (y: number) => (widest - y) / (widest - crown);
  return {
    top: crown,
    bottom: chin,
    halfWidth: (y) => {
      if (y < widest) return halfWidth * dome(above(y), 2.25);
      const down = min((y - widest) / (chin - widest), 1);
      const jaw = (1 - down ** head.jaw) ** (1 / head.taper);
      return halfWidth * jaw + head.cheekbone * hill(((y - 0.2) / 0.4) ** 2);
    },
    front: (y) => (y < widest ? 0.88 * dome(above(y), 2.4) : front(y)),
    back: (y) => (y < widest ? -0.98 * dome(above(y), 2) : back(y)),
  };
}

/** A cap over the skull that stands off it: hair or a hat. */
export function shellProfile(
  head: Head,
  shell: { top: number; side: (y: number) => number; bottom: number; hanging: boolean },
): Profile {
  const skull = skullProfile(head);
  const crown = head.crown - shell.top;
  const above = (y: number) => (widest - y) / (widest - crown);
  // What hangs falls straight from the cheekbones; what is short follows the jaw.
  const near = (y: number) => (shell.hanging ? min(y, 0.3) : min(y, head.chin));
  return {
    top: crown,
    bottom: shell.bottom,
    halfWidth: (y) =>
      y < widest
        ? (head.halfWidth + shell.side(widest)) * dome(above(y), 2.15)
        : skull.halfWidth(near(y)) + shell.side(y),
    front: (y) =>
      y < widest
        ? (0.88 + 0.7 * shell.side(widest)) * dome(above(y), 2.3)
        : skull.front(near(y)) + 0.7 * shell.side(widest) - 0.25 * max(y - 0.4, 0),
    back: (y) => {
      if (y < widest) return (-0.98 - shell.side(widest)) * dome(above(y), 2);
      return (shell.hanging ? -0.98 : skull.back(near(y))) - 0.6 * shell.side(y);
    },
  };
}
