import type { LabelMap } from "@faceseg/image";

/** A corner, in pixels from the upper left corner of the image. */
export type Corner = readonly [x: number, y: number];

/** Gives an id to the pixels whose centers lie inside a polygon, by the even-odd rule. Changes the label map. */
export function fillPolygon({ width, height, data }: LabelMap, corners: readonly Corner[], id: number): void {
  const ys = corners.map(([, y]) => y);
  const first = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
  const last = Math.min(height - 1, Math.floor(Math.max(...ys) - 0.5));
  for (let row = first; row <= last; row++) {
    const crossings = crossingsOf(corners, row + 0.5);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const from = Math.max(0, Math.ceil((crossings[at] as number) - 0.5));
      const to = Math.min(width, Math.ceil((crossings[at + 1] as number) - 0.5));
      if (to > from) data.fill(id, row * width + from, row * width + to);
    }
  }
}

/** Where a polygon's sides cross a line of pixel centers, from left to right. */
function crossingsOf(corners: readonly Corner[], y: number): number[] {
  const found: number[] = [];
  corners.forEach(([x1, y1], at) => {
    const [x2, y2] = corners[(at + 1) % corners.length] as Corner;
    if (y1 <= y !== y2 <= y) found.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
  });
  return found.sort((a, b) => a - b);
}
