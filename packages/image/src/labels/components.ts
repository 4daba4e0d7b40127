import type { LabelMap } from "../image.ts";

/** Connected pixels of one class; diagonal neighbors are connected. */
export interface Component {
  readonly id: number;
  /** Pixel numbers. */
  readonly pixels: Int32Array;
}

/**
 * Splits a label map into its components, in the order of their first pixels. Ignored pixels (255) count as a class
 * here.
 */
export function findComponents({ width, height, data }: LabelMap): Component[] {
  const seen = new Uint8Array(data.length);
  const order = new Int32Array(data.length);
  const list: Component[] = [];
  let end = 0;
  const reach = (pixel: number) => {
    seen[pixel] = 1;
    order[end++] = pixel;
  };
  for (let start = 0; start < data.length; start++) {
    if (seen[start] === 1) continue;
    const id = data[start] as number;
    const first = end;
    reach(start);
    // `order` is the queue too: what was found and not yet looked around from lies between `next` and `end`.
    for (let next = first; next < end; next++) {
      const pixel = order[next] as number;
      const x = pixel % width;
      const y = (pixel - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const near = ny * width + nx;
          if (seen[near] === 0 && data[near] === id) reach(near);
        }
      }
    }
    list.push({ id, pixels: order.subarray(first, end) });
  }
  return list;
}
