import type { LabeledImage, Random } from "@faceseg/image";
import type { Cover } from "@faceseg/image/paint";
import { describeShape } from "../occluders/shape.ts";

/** A textured shape around a pixel of the face, or of the image where there is no face. */
export function shapeOnFace({ labels }: LabeledImage, size: number, random: Random): Cover {
  const { width, height, data } = labels;
  const face = (id: number) => id >= 1 && id <= 9;
  const count = data.reduce((sum, id) => sum + (face(id) ? 1 : 0), 0);
  let left = random.integer(0, (count || data.length) - 1);
  const at = data.findIndex((id) => (count === 0 || face(id)) && left-- === 0);
  const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
  const radius = size * Math.min(width, height);
  const shape = describeShape(random);
  return {
    distance: (u, v) => radius * shape.distance((u - x) / radius, (v - y) / radius),
    paint: (u, v, light) => shape.paint((u - x) / radius, (v - y) / radius, light),
  };
}
