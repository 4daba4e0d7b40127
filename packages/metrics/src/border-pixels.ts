import { ignoreId } from "./counts.ts";

/**
 * The border of each class, as pixel numbers in rising order: its pixels with another class, or the image's edge,
 * directly above, below, left or right. Ignored pixels (255) make no border.
 */
export function borderPixels(
  ids: Uint8Array,
  { width, height, numClasses }: { width: number; height: number; numClasses: number },
): number[][] {
  const borders = Array.from({ length: numClasses }, (): number[] => []);
  const differs = (id: number, pixel: number) => ids[pixel] !== id && ids[pixel] !== ignoreId;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const id = ids[at] as number;
      if (id === ignoreId) continue;
      if (
        x === 0 ||
        y === 0 ||
        x === width - 1 ||
        y === height - 1 ||
        differs(id, at - 1) ||
        differs(id, at + 1) ||
        differs(id, at - width) ||
        differs(id, at + width)
      ) {
        borders[id]?.push(at);
      }
    }
  }
  return borders;
}
