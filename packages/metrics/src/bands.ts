import { ignoreId } from "./counts.ts";

/** What counts as another class than a pixel's own. */
interface BandOptions {
  readonly width: number;
  readonly height: number;
  /** Half the side of the square window, in pixels. */
  readonly radius: number;
  /** Whether what lies outside the image is another class. */
  readonly edge: boolean;
}

/**
 * 1 for each pixel from which another class is within `radius` pixels across, down or diagonally, else 0. Ignored
 * pixels (255) are no class: they make no border, and are 0.
 *
 * A window holds one class when the largest id in it is the smallest. The smallest is found as the largest of
 * `255 - id`, so that an ignored pixel can be 0 in both: the number that never wins.
 */
export function bands(ids: Uint8Array, { width, height, radius, edge }: BandOptions): Uint8Array {
  const reach = Math.min(radius, Math.max(width, height));
  const square = (values: Uint8Array) =>
    slideTransposed(slideTransposed(values, width, height, reach), height, width, reach);
  const largest = square(ids.map((id) => (id === ignoreId ? 0 : id)));
  const smallest = square(ids.map((id) => ignoreId - id)).map((value) => ignoreId - value);
  const band = new Uint8Array(ids.length);
  for (let y = 0, at = 0; y < height; y++) {
    const outside = edge && (y < reach || y >= height - reach);
    for (let x = 0; x < width; x++, at++) {
      if (ids[at] === ignoreId) continue;
      const seesEdge = outside || (edge && (x < reach || x >= width - reach));
      if (seesEdge || largest[at] !== smallest[at]) band[at] = 1;
    }
  }
  return band;
}

/**
 * The largest value within `radius` along each row, written as columns: done twice, it is the largest in a square.
 *
 * A cell first covers itself, then twice as many cells with each round, until the window is full.
 */
function slideTransposed(values: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const window = 2 * radius + 1;
  const line = new Uint8Array(width + 2 * radius);
  const result = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    line.set(values.subarray(y * width, (y + 1) * width), radius);
    let covered = 1;
    for (; 2 * covered <= window; covered *= 2) widen(line, covered);
    const rest = window - covered;
    for (let x = 0, to = y; x < width; x++, to += height) {
      result[to] = Math.max(line[x] as number, line[x + rest] as number);
    }
  }
  return result;
}

function widen(line: Uint8Array, covered: number): void {
  for (let x = 0; x + covered < line.length; x++) {
    line[x] = Math.max(line[x] as number, line[x + covered] as number);
  }
}
