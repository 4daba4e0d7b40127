import type { Random } from "@faceseg/image";
import { around, happens, mix, pick, rgb, weighted } from "@faceseg/image/paint";
import type { Hair, HairTexture } from "./attire.ts";
import type { Person } from "./person.ts";

const dyes = [rgb(200, 40, 60), rgb(60, 90, 190), rgb(130, 60, 160), rgb(40, 150, 130), rgb(230, 130, 170)];
type Style =
  | "buzz"
  | "short"
  | "sidePart"
  | "bangs"
  | "bob"
  | "long"
  | "curtain"
  | "afro"
  | "tied"
  | "fringe"
  | "horseshoe";

const styles: Record<"feminine" | "masculine", Record<Style, number>> = {
  feminine: {
    buzz: 1,
    short: 8,
    sidePart: 4,
    bangs: 5,
    bob: 16,
    long: 26,
    curtain: 20,
    afro: 8,
    tied: 14,
    fringe: 14,
    horseshoe: 0,
  },
  masculine: {
    buzz: 14,
    short: 36,
    sidePart: 20,
    bangs: 10,
    bob: 2,
    long: 4,
    curtain: 5,
    afro: 8,
    tied: 3,
    fringe: 1,
    horseshoe: 5,
  },
};

/** A hair style, or `null` for a bald head. */
export function describeHair(random: Random, person: Person): Hair | null {
  const color = happens(random, 0.05) ? pick(random, dyes) : person.hair;
  const bald = person.feminine ? 0.015 : 0.06 + 0.16 * person.age;
  const texture: HairTexture = weighted(random, {
    straight: 5 - 3 * person.tone,
    wavy: 3,
    curly: 0.6 + 4 * person.tone ** 2,
  });
  const style = weighted(random, styles[person.feminine ? "feminine" : "masculine"]);
  const u = (from: number, to: number) => random.uniform(from, to);
  const part = happens(random, 0.5) ? u(-0.5, 0.5) : u(-0.12, 0.12);
  const angle = u(1.08, 1.22);
  const base: Hair = {
    color,
    tips: happens(random, 0.15)
      ? mix(color, rgb(226, 190, 130), u(0.2, 0.7))
      : mix(color, rgb(150, 100, 60), u(0, 0.15)),
    texture,
    top: u(0.1, 0.22),
    side: u(0.03, 0.09),
    bottom: 0.5,
    overEars: false,
    opening: [angle + around(random, 0, 0.03), angle + around(random, 0, 0.03)],
    close: 0,
    fringe: around(random, -0.63, 0.05),
    recession: person.feminine ? u(0, 0.06) : u(0, 0.12) + 0.16 * person.age,
    sweep: 0,
    part,
    jag: u(0.02, 0.06),
    sideburn: u(-0.05, 0.25),
    frizz: (texture === "curly" ? 0.12 : texture === "wavy" ? 0.06 : 0.035) * u(0.6, 1.4),
    density: 1,
    bun: null,
    shine: texture === "curly" ? u(0.3, 0.8) : u(0.6, 2),
  };
  const hanging = { overEars: true, side: u(0.1, 0.2), jag: u(0.02, 0.08), close: u(0.1, 0.4) };
  const made: Record<Style, () => Partial<Hair>> = {
    buzz: () => ({ top: 0.03, side: 0.015, density: u(0.6, 0.92), frizz: 0.008, jag: 0.02, shine: 0.2 }),
    short: () => ({ fringe: u(-0.66, -0.46), jag: u(0.04, 0.16), sweep: u(-0.1, 0.12), top: u(0.1, 0.3) }),
    sidePart: () => ({
      part: pick(random, [-0.45, 0.45]),
      sweep: u(0.12, 0.3),
      fringe: u(-0.72, -0.62),
      top: u(0.14, 0.28),
    }),
    bangs: () => ({
      fringe: u(-0.34, -0.1),
      jag: u(0.08, 0.2),
      top: u(0.12, 0.26),
      side: u(0.08, 0.16),
      sideburn: u(0.1, 0.3),
      recession: 0,
    }),
    bob: () => ({ ...hanging, bottom: u(0.85, 1.2), opening: [u(0.72, 0.9), u(0.72, 0.9)] }),
    long: () => ({
      ...hanging,
      bottom: u(1.5, 2.4),
      opening: [u(0.74, 0.95), u(0.74, 0.95)],
      sweep: u(0, 0.25),
    }),
    curtain: () => ({
      ...hanging,
      bottom: u(0.9, 2.3),
      opening: [u(0.62, 0.85), u(0.62, 0.85)],
      fringe: u(-0.85, -0.72),
      sweep: u(0.4, 0.75),
      recession: 0,
    }),
    afro: () => ({
      texture: "curly",
      top: u(0.25, 0.5),
      side: u(0.22, 0.5),
      bottom: u(0.45, 0.95),
      frizz: u(0.05, 0.12),
      overEars: happens(random, 0.6),
      jag: 0.06,
      recession: 0,
    }),
    tied: () => ({
      top: u(0.06, 0.12),
      side: u(0.02, 0.05),
      jag: 0.02,
      frizz: 0.02,
      bun: { x: around(random, 0, 0.3), y: u(-1.45, -1), radius: u(0.2, 0.36) },
    }),
    fringe: () => ({
      ...hanging,
      fringe: u(-0.3, -0.08),
      bottom: u(0.8, 2.3),
      opening: [u(0.74, 0.9), u(0.74, 0.9)],
      jag: u(0.03, 0.09),
      recession: 0,
    }),
    horseshoe: () => ({
      top: -0.02,
      fringe: -2,
      side: u(0.03, 0.06),
      opening: [u(1.15, 1.3), u(1.15, 1.3)],
      recession: 0,
      density: 0.95,
    }),
  };
  const hair = { ...base, ...made[style]() };
  return happens(random, bald) ? null : hair;
}
