import type { Random } from "@faceseg/image";
import { around, happens, mix, pick, type Rgb, rgb, scaled, weighted } from "@faceseg/image/paint";
import type { Hat } from "./attire.ts";
import type { View } from "./description.ts";
import type { Background, Body, Camera, Light } from "./scene.ts";

/** A color of cloth or paint: mostly muted, sometimes strong. */
export function describeColor(random: Random): Rgb {
  const hue = random.uniform(0, 2 * Math.PI);
  const strength = random.uniform() ** 1.6 * 80;
  const value = random.uniform(25, 235);
  const at = (turn: number) => Math.min(Math.max(value + strength * Math.cos(hue + turn), 8), 250);
  return rgb(at(0), at(2.1), at(4.2));
}

export function describeView(random: Random): View {
  return {
    center: [around(random, 0.5, 0.03), around(random, 0.47, 0.03)],
    span: around(random, 3.4, 0.33),
    roll: around(random, 0, 0.17),
    yaw: around(random, 0, 0.25),
    pitch: around(random, 0, 0.08),
  };
}

export function describeLight(random: Random): Light {
  const x = random.uniform(-0.95, 0.95);
  const y = random.uniform(-0.85, 0);
  const z = random.uniform(0.25, 1);
  const length = Math.hypot(x, y, z);
  const key = random.uniform(0.55, 1.15);
  const fill = random.uniform(0.28, 0.5) * (1.3 - 0.5 * key);
  const warm = mix(rgb(255, 255, 255), rgb(255, 226, 190), random.uniform(0, 1));
  const cool = mix(rgb(255, 255, 255), rgb(212, 228, 255), random.uniform(0, 0.8));
  return {
    direction: [x / length, y / length, z / length],
    key: scaled(warm, key),
    sky: scaled(cool, fill * 1.25),
    ground: scaled(mix(warm, describeColor(random), 0.2), fill * 0.7),
  };
}

export function describeCamera(random: Random, tone: number): Camera {
  const tint = around(random, 0, 0.07);
  return {
    exposure: random.uniform(0.8, 1.15) * (1 + 0.35 * tone),
    balance: [1.03 + tint, 1, 0.95 - tint],
    vignette: random.uniform(0, 0.7),
    blur: random.uniform() ** 2 * 0.0055,
    chromaBlur: happens(random, 0.6) ? random.uniform(0.3, 1) : 0,
    noise: 0.006 + 0.03 * random.uniform() ** 2,
  };
}

export function describeBackground(random: Random): Background {
  const kind = weighted(random, {
    plain: 12,
    wall: 14,
    bokeh: 14,
    stripes: 6,
    shelves: 12,
    foliage: 16,
    street: 14,
    shapes: 12,
  });
  const colors: Background["colors"] =
    kind === "foliage"
      ? [
          rgb(random.uniform(15, 45), random.uniform(35, 70), random.uniform(15, 40)),
          rgb(random.uniform(60, 110), random.uniform(90, 150), random.uniform(40, 70)),
          rgb(random.uniform(140, 200), random.uniform(170, 210), random.uniform(90, 130)),
          happens(random, 0.5) ? rgb(196, 216, 236) : describeColor(random),
        ]
      : [describeColor(random), describeColor(random), describeColor(random), describeColor(random)];
  return { kind, colors, scale: random.uniform(0.6, 1.5), angle: random.uniform(0, 6.28) };
}

export function describeBody(random: Random, feminine: boolean): Body {
  return {
    neck: around(random, feminine ? 0.43 : 0.51, 0.03),
    shoulder: around(random, feminine ? 1.5 : 1.75, 0.1),
    shift: around(random, 0, 0.12),
    collar: weighted(random, { crew: 4, v: 2, shirt: feminine ? 2 : 4, bare: feminine ? 2 : 0.4 }),
    color: describeColor(random),
    accent: describeColor(random),
    pattern: weighted(random, { plain: 6, stripes: 1.5, checks: 1.5, dots: 1 }),
  };
}

export function describeHat(random: Random, feminine: boolean): Hat {
  const kind = weighted(random, { beanie: 3, cap: 4, brim: 2, scarf: feminine ? 3 : 0 });
  return {
    kind,
    color: describeColor(random),
    accent: pick(random, [describeColor(random), rgb(230, 230, 225)]),
    edge: random.uniform(-0.62, -0.46),
    height:
      kind === "beanie" ? random.uniform(0.1, 0.3) : kind === "brim" ? random.uniform(0.15, 0.35) : 0.14,
  };
}
