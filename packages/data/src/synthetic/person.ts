import type { Random } from "@faceseg/image";
import { along, hairColors, happens, mix, pick, type Rgb, rgb } from "@faceseg/image/paint";

/** The traits that hold the parts of one face together. */
export interface Person {
  readonly feminine: boolean;
  /** 0 is young, 1 is old. */
  readonly age: number;
  /** 0 is the lightest skin, 1 the darkest. */
  readonly tone: number;
  /** Natural color of hair, brows and beard. */
  readonly hair: Rgb;
}

const ginger = [rgb(120, 52, 26), rgb(178, 84, 38), rgb(206, 120, 66)];

export function describePerson(random: Random): Person {
  const feminine = happens(random, 0.52);
  const age = random.uniform() ** 1.3;
  const tone = random.uniform() ** 1.25;
  const fair = Math.max(0, 1 - tone * 2.2);
  const born = along(hairColors, random.uniform(0, 0.35) + random.uniform(0, 0.75) * fair);
  const young = happens(random, 0.13 * fair + 0.01) ? pick(random, ginger) : born;
  const gray = Math.max(0, age - 0.5) * random.uniform(0, 2.4);
  return { feminine, age, tone, hair: mix(young, rgb(196, 194, 192), Math.min(gray, 0.95)) };
}
