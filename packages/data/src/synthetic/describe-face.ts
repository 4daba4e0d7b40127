import type { Random } from "@faceseg/image";
import { along, around, happens, mix, pick, type Rgb, rgb, scaled, skinTones } from "@faceseg/image/paint";
import type { Beard, Glasses } from "./attire.ts";
import { describeHair } from "./describe-hair.ts";
import {
  describeBackground,
  describeBody,
  describeCamera,
  describeHat,
  describeLight,
  describeView,
} from "./describe-scene.ts";
import type { Brows, Eyes, FaceDescription, Head, Mouth, Nose, Skin } from "./description.ts";
import { describePerson, type Person } from "./person.ts";

/** Shares of the faces that have these traits. */
const shares = { glasses: 0.2, hat: 0.1, closed: 0.06, wink: 0.01, open: 0.55 };

/**
 * Invents a face: every trait over the human range, those of one person in keeping with each other.
 *
 * @example
 * describeFace(createRandom(1)).eyes.openness.length; //=> 2
 */
export function describeFace(random: Random): FaceDescription {
  const person = describePerson(random);
  const hat = happens(random, shares.hat) ? describeHat(random, person.feminine) : null;
  const skin = describeSkin(random, person);
  const nose = describeNose(random, person);
  const hair = describeHair(random, person);
  return {
    seed: random.integer(0, 0x3fffffff),
    view: describeView(random),
    head: describeHead(random, person),
    skin,
    eyes: describeEyes(random, person, skin.color),
    brows: describeBrows(random, person),
    nose,
    mouth: describeMouth(random, person, skin.color, nose.length),
    hair: hat?.kind === "scarf" ? null : hair,
    beard: person.feminine ? null : describeBeard(random, person.hair, skin.color),
    glasses: happens(random, shares.glasses) ? describeGlasses(random) : null,
    hat,
    body: describeBody(random, person.feminine),
    background: describeBackground(random),
    light: describeLight(random),
    camera: describeCamera(random, person.tone),
  };
}

function describeHead(random: Random, { feminine }: Person): Head {
  return {
    halfWidth: around(random, feminine ? 0.71 : 0.74, 0.03),
    crown: around(random, -1.12, 0.04),
    chin: around(random, feminine ? 1.13 : 1.21, 0.05),
    jaw: around(random, feminine ? 2.45 : 2.9, 0.25),
    taper: around(random, feminine ? 1.55 : 1.75, 0.12),
    cheekbone: random.uniform(0, 0.045),
    earSize: around(random, 1, 0.08),
    earFlare: random.uniform(0.07, 0.14),
  };
}

function describeSkin(random: Random, { tone, age }: Person): Skin {
  const color = along(skinTones, tone);
  const warm = around(random, 0, 0.05);
  return {
    color: [color[0] * (1 + warm), color[1], color[2] * (1 - 1.4 * warm)],
    flush: random.uniform(0.05, 0.5) * (1 - 0.5 * tone),
    blotch: random.uniform(0.04, 0.18),
    freckles: happens(random, 0.15) ? random.uniform(0.1, 0.5) : 0,
    shine: random.uniform(0.02, 0.13) * (1 + 0.3 * tone),
    age,
  };
}

const irises: readonly Rgb[] = [
  rgb(52, 32, 20),
  rgb(84, 54, 30),
  rgb(110, 82, 44),
  rgb(96, 110, 70),
  rgb(92, 128, 150),
  rgb(128, 148, 160),
];

function describeEyes(random: Random, { feminine, tone, age }: Person, skin: Rgb): Eyes {
  const upper = around(random, 0.076, 0.012);
  const squint = happens(random, 0.12) ? random.uniform(0.45, 0.75) : random.uniform(0.85, 1.1);
  const closed = happens(random, shares.closed);
  const open = closed ? 0 : squint * (1 - 0.15 * age);
  const wink = happens(random, shares.wink) ? random.integer(0, 1) : -1;
  const makeup = feminine && happens(random, 0.4);
  return {
    distance: around(random, 0.325, 0.014),
    halfWidth: around(random, 0.165, 0.009),
    upper,
    lower: around(random, 0.038, 0.006),
    openness: [wink === 0 ? 0 : open, wink === 1 ? 0 : open],
    tilt: around(random, 0.06, 0.05),
    crease: happens(random, 0.2) ? random.uniform(0, 0.2) : random.uniform(0.4, 1),
    iris: along(irises, random.uniform(0, 0.35) + random.uniform() * Math.max(0, 1 - 1.8 * tone)),
    gaze: [around(random, 0, 0.35), around(random, 0, 0.3)],
    lash: feminine ? random.uniform(0.5, 1) : random.uniform(0.15, 0.5),
    shadow: makeup
      ? mix(skin, pick(random, [rgb(120, 80, 70), rgb(90, 80, 110), rgb(150, 90, 100), rgb(60, 60, 64)]), 0.7)
      : null,
  };
}

function describeBrows(random: Random, { feminine, age, hair }: Person): Brows {
  const raised = happens(random, 0.15) ? random.uniform(0.02, 0.08) : 0;
  const uneven = around(random, 0, 0.012);
  return {
    height: around(random, feminine ? 0.205 : 0.185, 0.02),
    inner: around(random, 0.13, 0.02),
    outer: around(random, 0.56, 0.025),
    arch: random.uniform(0.015, feminine ? 0.075 : 0.05),
    slope: around(random, -0.012, 0.02),
    thickness: around(random, feminine ? 0.038 : 0.05, 0.007),
    density: random.uniform(0.6, 1.15) * (1 - 0.25 * age),
    raise: [raised + uneven, raised - uneven],
    color: mix(scaled(hair, 0.7), rgb(52, 36, 28), random.uniform(0.2, 0.6)),
  };
}

function describeNose(random: Random, { feminine, tone }: Person): Nose {
  return {
    length: around(random, feminine ? 0.49 : 0.52, 0.03),
    halfWidth: around(random, 0.172 + 0.035 * tone, 0.014),
    bridge: around(random, 0.55 - 0.2 * tone, 0.08),
    tip: around(random, 0.62, 0.07),
    height: around(random, 0.25, 0.03),
  };
}

function describeMouth(random: Random, { feminine, tone }: Person, skin: Rgb, noseLength: number): Mouth {
  const smile = Math.max(0, around(random, 0.45, 0.4));
  const open = happens(random, shares.open) ? 0.035 + random.uniform() ** 1.7 * 0.2 : 0;
  const full = around(random, 1, 0.13) + 0.35 * tone;
  const natural = mix(skin, rgb(176, 72, 74), random.uniform(0.35, 0.6) - 0.1 * tone);
  const painted = pick(random, [rgb(178, 28, 44), rgb(196, 74, 98), rgb(140, 40, 58), rgb(206, 100, 92)]);
  return {
    y: noseLength + around(random, 0.235, 0.02) + open * 0.15,
    halfWidth: around(random, 0.25, 0.018) + 0.045 * smile,
    upper: 0.062 * full,
    lower: 0.088 * full,
    bow: random.uniform(0.15, 0.5),
    open,
    smile,
    skew: around(random, 0, 0.03),
    teeth: happens(random, 0.85) ? random.uniform(0.45, 1) : 0,
    lowerTeeth: happens(random, 0.25) ? random.uniform(0.1, 0.4) : 0,
    color: feminine && happens(random, 0.4) ? mix(natural, painted, 0.8) : natural,
    gloss: random.uniform(0.05, 0.35),
  };
}

function describeBeard(random: Random, hair: Rgb, skin: Rgb): Beard | null {
  if (happens(random, 0.35)) return null;
  const stubble = happens(random, 0.55);
  const full = happens(random, 0.5);
  return {
    color: stubble ? mix(mix(hair, rgb(50, 46, 48), 0.5), skin, 0.3) : scaled(hair, 0.85),
    density: stubble ? random.uniform(0.15, 0.45) : random.uniform(0.75, 1.1),
    cheeks: stubble || full ? random.uniform(0.7, 1) : 0,
    chin: happens(random, 0.7) ? 1 : 0,
    moustache: random.uniform(0.4, 1),
  };
}

function describeGlasses(random: Random): Glasses {
  const halfWidth = random.uniform(0.22, 0.28);
  const thick = happens(random, 0.45);
  return {
    halfWidth,
    halfHeight: halfWidth * random.uniform(0.62, 0.95),
    squareness: random.uniform(2, 4.5),
    rim: thick ? random.uniform(0.018, 0.032) : random.uniform(0.006, 0.013),
    color: pick(random, [
      rgb(14, 13, 14),
      rgb(40, 26, 18),
      rgb(92, 58, 34),
      rgb(130, 130, 134),
      rgb(170, 140, 80),
      rgb(60, 20, 30),
      rgb(30, 40, 80),
    ]),
    glare: happens(random, 0.5) ? random.uniform(0.2, 1.4) : 0,
    rimless: happens(random, 0.15),
  };
}
