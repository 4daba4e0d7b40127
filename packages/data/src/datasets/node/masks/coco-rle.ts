import type { LabelMap } from "@faceseg/image";

/** Run lengths as COCO writes them: background first, column by column. */
export interface CocoRle {
  /** [height, width]. */
  readonly size: readonly [number, number];
  /** Lengths of the runs, or the same as COCO's compressed text. */
  readonly counts: readonly number[] | string;
}

/**
 * Gives an id to the pixels of a run-length mask. Changes the label map.
 *
 * @throws {RangeError} for another size, or broken runs.
 */
export function fillRle({ width, height, data }: LabelMap, { size, counts }: CocoRle, id: number): void {
  const [rows, columns] = size;
  if (rows !== height || columns !== width) {
    throw new RangeError(`Expected a run-length mask of ${width}x${height}, found ${columns}x${rows}`);
  }
  const runs = typeof counts === "string" ? decodeCounts(counts) : counts;
  let place = 0;
  runs.forEach((length, at) => {
    if (!(length >= 0 && place + length <= width * height)) {
      throw new RangeError(`Expected runs of ${width * height} pixels, found more`);
    }
    if (at % 2 === 1) {
      for (let i = place; i < place + length; i++) data[(i % height) * width + Math.floor(i / height)] = id;
    }
    place += length;
  });
  if (place !== width * height)
    throw new RangeError(`Expected runs of ${width * height} pixels, found ${place}`);
}

/**
 * Groups of 5 bits, the sixth says that more follow; from the fourth on, a number is the difference to the one two
 * before.
 */
function decodeCounts(text: string): number[] {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    for (let more = true; more; shift += 5) {
      const code = text.charCodeAt(at++) - 48;
      value |= (code & 31) << shift;
      more = (code & 32) !== 0;
      if (!more && code & 16) value |= -1 << (shift + 5);
    }
    counts.push(counts.length > 2 ? value + (counts.at(-2) as number) : value);
  }
  return counts;
}
