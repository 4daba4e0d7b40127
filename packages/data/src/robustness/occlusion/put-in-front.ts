import type { LabeledImage } from "@faceseg/image";
import { coverage, sqrt } from "@faceseg/image/paint";
import { createLighting, type Lighting, type Shade } from "../../synthetic/lighting.ts";
import type { DegradedImage } from "../degraded.ts";
import { type FaceFrame, isFace } from "./face-frame.ts";
import { type Look, norm, type Thing } from "./thing.ts";

/** The mean color of some classes in linear light (display gamma 2); undefined where there is none of them. */
export function meanLight(
  { image, labels }: LabeledImage,
  wanted: (id: number, at: number) => boolean,
): [number, number, number] | undefined {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  labels.data.forEach((id, at) => {
    if (!wanted(id, at)) return;
    count++;
    for (let channel = 0; channel < 3; channel++) {
      (sums[channel] as number) += ((image.data[3 * at + channel] as number) / 255) ** 2;
    }
  });
  return count === 0 ? undefined : [sums[0] / count, sums[1] / count, sums[2] / count];
}

/** The light on the face, against that of a well lit image; skin gives back about a third of it. */
export function lightLevel(labeled: LabeledImage): number {
  const [r, g, b] = meanLight(labeled, isFace) ?? [0, 0, 0];
  return Math.min(Math.max(3 * (0.3 * r + 0.59 * g + 0.11 * b), 0.15), 1.3);
}

/** Light like that on the face: as bright, and from the side that is brighter. */
function lightOn(labeled: LabeledImage, frame: FaceFrame): Lighting {
  const { width } = labeled.labels;
  const bright = (side: number) => {
    const color = meanLight(labeled, (id, at) => isFace(id) && ((at % width) - frame.x) * side > 0);
    return color ? 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2] : 0;
  };
  const [left, right] = [bright(-1), bright(1)];
  const lean = Math.min(Math.max((1.5 * (right - left)) / (left + right || 1), -0.7), 0.7);
  const level = lightLevel(labeled);
  const length = Math.hypot(lean, -0.5, 0.8);
  const light = {
    direction: [lean / length, -0.5 / length, 0.8 / length] as const,
    key: [0.75 * level, 0.73 * level, 0.7 * level] as const,
    sky: [0.42 * level, 0.44 * level, 0.46 * level] as const,
    ground: [0.22 * level, 0.21 * level, 0.2 * level] as const,
  };
  return createLighting(light, light.direction, [0, 0, 1]);
}

/** Draws a thing over the image, with its shadow on the head; pixels whose center it covers get the id. */
export function putInFront(
  labeled: LabeledImage,
  frame: FaceFrame,
  { distance, paint, round, shadow }: Thing,
  id: number,
): DegradedImage {
  const { width, height } = labeled.labels;
  const image = labeled.image.data.slice();
  const labels = labeled.labels.data.slice();
  const hidden = new Uint8Array(labels.length);
  const lighting = lightOn(labeled, frame);
  const [lightU, lightV] = lighting.direction;
  const pixel = 1 / frame.unit;
  const look: Look = { r: 0, g: 0, b: 0, nx: 0, ny: 0, nz: 1, gloss: 0, alpha: 1 };
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  const mix = (at: number, light: number, share: number) => {
    const linear = ((image[at] as number) / 255) ** 2 * (1 - share) + light * share;
    image[at] = linear >= 1 ? 255 : sqrt(linear) * 255 + 0.5;
  };

  /** The normal of an edge that is round over a width. */
  function setNormal(u: number, v: number, away: number): void {
    const depth = Math.min(Math.max(1 + away / round, 0), 1);
    const du = distance(u + pixel, v) - distance(u - pixel, v);
    const dv = distance(u, v + pixel) - distance(u, v - pixel);
    const length = norm(du, dv) || 1;
    look.nx = (0.9 * depth * du) / length;
    look.ny = (0.9 * depth * dv) / length;
    look.nz = sqrt(1 - look.nx * look.nx - look.ny * look.ny);
  }

  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const [x, y] = [(column + 0.5 - frame.x) / frame.unit, (row + 0.5 - frame.y) / frame.unit];
      const u = x * frame.cos + y * frame.sin;
      const v = y * frame.cos - x * frame.sin;
      const away = distance(u, v);
      if (labels[at] !== 0 && away > -pixel) {
        const cast = distance(u + 0.35 * shadow * lightU, v + 0.7 * shadow * lightV);
        const dark = cast < shadow ? 0.5 * (1 - Math.max(cast, 0) / shadow) ** 2 : 0;
        for (let channel = 0; dark > 0 && channel < 3; channel++) mix(3 * at + channel, 0, dark);
      }
      const share = coverage(away, pixel);
      if (share === 0) continue;
      look.gloss = 0;
      look.alpha = 1;
      setNormal(u, v, away);
      paint(u, v, look);
      const length = sqrt(look.nx ** 2 + look.ny ** 2 + look.nz ** 2) || 1;
      lighting.shade(look.nx / length, look.ny / length, look.nz / length, 0.2, 1, 1, shade);
      const shine = look.gloss * shade.shine * lighting.key[1];
      const seen = share * look.alpha;
      mix(3 * at, look.r * shade.r + shine, seen);
      mix(3 * at + 1, look.g * shade.g + shine, seen);
      mix(3 * at + 2, look.b * shade.b + shine, seen);
      if (away < 0) {
        labels[at] = id;
        hidden[at] = 1;
      }
    }
  }
  return {
    ...labeled,
    image: { ...labeled.image, data: image },
    labels: { width, height, data: labels },
    hidden: { width, height, data: hidden },
  };
}
