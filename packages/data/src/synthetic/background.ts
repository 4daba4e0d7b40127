import type { Rgb } from "@faceseg/image/paint";
import {
  abs,
  clouds,
  cos as cosine,
  floor,
  hash,
  hill,
  hypot,
  type Layer,
  max,
  name,
  noise,
  ramp,
  sin as sine,
  under,
} from "@faceseg/image/paint";
import type { Background } from "./scene.ts";

type Scene = (x: number, y: number) => void;

/** What is behind the person, in image coordinates from 0 to 1. */
export function backgroundLayer(background: Background, seed: number): Layer {
  const { colors, scale, angle } = background;
  const [first, second, third, fourth] = colors;
  const cos = cosine(angle);
  const sin = sine(angle);
  const tint = { r: 0, g: 0, b: 0 };
  const set = (color: Rgb) => {
    tint.r = color[0];
    tint.g = color[1];
    tint.b = color[2];
  };
  const blend = (color: Rgb, share: number) => {
    tint.r += (color[0] - tint.r) * share;
    tint.g += (color[1] - tint.g) * share;
    tint.b += (color[2] - tint.b) * share;
  };
  const dim = (factor: number) => {
    tint.r *= factor;
    tint.g *= factor;
    tint.b *= factor;
  };

  const scenes: Record<Background["kind"], Scene> = {
    plain: (x, y) => {
      set(first);
      blend(second, ramp(0, 1, x * cos + y * sin));
      dim(0.9 + 0.2 * noise(x * 3, y * 3, seed));
    },
    wall: (x, y) => {
      set(first);
      blend(second, 0.7 * clouds(x * 4 * scale, y * 4 * scale, seed));
      dim(0.75 + 0.5 * clouds(x * 45, y * 45, seed + 3));
      if (abs(((x * 2.3 * scale + angle) % 1) - 0.5) < 0.012) dim(0.55);
    },
    bokeh: (x, y) => {
      set(first);
      blend(second, clouds(x * 2, y * 2, seed));
      const size = 5 * scale;
      for (let i = 0; i < 4; i++) {
        const cx = floor(x * size + 0.5) - (i & 1);
        const cy = floor(y * size + 0.5) - (i >> 1);
        const dx = x * size - cx - hash(cx, cy, seed);
        const dy = y * size - cy - hash(cx, cy, seed + 1);
        const radius = 0.2 + 0.35 * hash(cx, cy, seed + 2);
        const disc = ramp(radius, radius * 0.85, hypot(dx, dy));
        blend(hash(cx, cy, seed + 3) < 0.5 ? third : fourth, disc * 0.6);
      }
    },
    stripes: (x, y) => {
      const along = (x * cos + y * sin) * 9 * scale;
      set(along - floor(along) < 0.55 ? first : second);
      dim(0.7 + 0.6 * noise(x * 2, y * 2, seed));
    },
    shelves: (x, y) => {
      const row = floor(y * 4 * scale + angle);
      const high = y * 4 * scale + angle - row;
      const at = x * 16 * scale + hash(row, 0, seed) * 7;
      const book = floor(at);
      const pick = hash(book, row, seed + 1);
      set(pick < 0.3 ? first : pick < 0.55 ? second : pick < 0.8 ? third : fourth);
      dim(0.5 + 0.6 * hash(book, row, seed + 2));
      if (high < 0.15 + 0.25 * hash(book, row, seed + 3)) dim(0.3);
      if (high > 0.93) set(fourth);
      dim(1 - 0.6 * hill(((at - book) / 0.15) ** 2));
    },
    foliage: (x, y) => {
      const leaves = clouds(x * 11 * scale, y * 11 * scale, seed);
      set(first);
      blend(second, ramp(0.25, 0.75, leaves));
      blend(third, ramp(0.55, 0.8, noise(x * 31 * scale, y * 31 * scale, seed + 4)) * 0.7);
      blend(fourth, ramp(0.6, 0.72, clouds(x * 5, y * 5, seed + 8)));
    },
    street: (x, y) => {
      const roof = 0.15 + 0.35 * hash(floor(x * 5 * scale), 1, seed);
      set(first);
      dim(1.15 - 0.4 * y);
      if (y > roof) {
        const house = floor(x * 5 * scale);
        set(hash(house, 2, seed) < 0.5 ? second : third);
        const wx = x * 22 * scale;
        const wy = y * 16 * scale;
        if (wx % 1 > 0.4 && wy % 1 > 0.45)
          blend(hash(floor(wx), floor(wy), seed) < 0.4 ? first : fourth, 0.7);
      }
      if (y > 0.82) blend(fourth, 0.9);
    },
    shapes: (x, y) => {
      set(first);
      for (let i = 0; i < 7; i++) {
        const dx = x - hash(i, 1, seed);
        const dy = y - hash(i, 2, seed);
        const turn = hash(i, 3, seed) * 6.28;
        const px = dx * cosine(turn) + dy * sine(turn);
        const py = dy * cosine(turn) - dx * sine(turn);
        const w = 0.06 + 0.25 * hash(i, 4, seed);
        const h = 0.06 + 0.25 * hash(i, 5, seed);
        const inside = i % 2 === 0 ? max(abs(px) - w, abs(py) - h) : hypot(px, py) - w;
        if (inside < 0) set(colors[(i % 3) + 1] as Rgb);
      }
      dim(0.8 + 0.4 * noise(x * 3, y * 3, seed));
    },
  };

  const scene = scenes[background.kind];
  return (x, y, ink) => {
    scene(x, y);
    under(ink, tint.r, tint.g, tint.b, 1);
    name(ink, 0);
  };
}
