import type { LabelMap } from "../image.ts";
import { ignoreId } from "../taxonomy/taxonomy.ts";

/** Options of `fillHoles`. */
export interface FillHolesOptions {
  /** The classes to fill, in order, such as `partIds(taxonomy)`. */
  readonly ids: readonly number[];
}

/**
 * Fills the holes of a part: pixels that it cuts off from the image's edge become the part (diagonal steps do not
 * count as a way out). Skin and hair are left out unless named: their holes are eyes and faces.
 *
 * @returns A new label map; ignored pixels (255) stay as they are.
 */
export function fillHoles({ width, height, data }: LabelMap, { ids }: FillHolesOptions): LabelMap {
  const filled = Uint8Array.from(data);
  for (const id of ids) {
    if (!filled.includes(id)) continue;
    const reached = outside(filled, id, width, height);
    for (let pixel = 0; pixel < filled.length; pixel++) {
      if (reached[pixel] === 0 && filled[pixel] !== ignoreId) filled[pixel] = id;
    }
  }
  return { width, height, data: filled };
}

/** 1 for each pixel of another class that the image's edge leads to, else 0. */
function outside(data: Uint8Array, id: number, width: number, height: number): Uint8Array {
  const reached = new Uint8Array(data.length);
  const queue = new Int32Array(data.length);
  let end = 0;
  const reach = (pixel: number) => {
    if (reached[pixel] === 1 || data[pixel] === id) return;
    reached[pixel] = 1;
    queue[end++] = pixel;
  };
  for (let x = 0; x < width; x++) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    reach(y * width);
    reach((y + 1) * width - 1);
  }
  for (let next = 0; next < end; next++) {
    const pixel = queue[next] as number;
    const x = pixel % width;
    if (x > 0) reach(pixel - 1);
    if (x < width - 1) reach(pixel + 1);
    if (pixel >= width) reach(pixel - width);
    if (pixel < data.length - width) reach(pixel + width);
  }
  return reached;
}
