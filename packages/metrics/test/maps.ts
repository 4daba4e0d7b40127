import fc from "fast-check";

/** One image's label maps, of `width * height` pixels. */
export interface Maps {
  readonly width: number;
  readonly height: number;
  readonly numClasses: number;
  readonly truth: Uint8Array;
  readonly prediction: Uint8Array;
}

/** Label maps of up to 12 by 12 pixels in patches of two by two; some pixels are ignored, some classes absent. */
export const maps: fc.Arbitrary<Maps> = fc
  .record({
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 12 }),
    numClasses: fc.integer({ min: 1, max: 5 }),
  })
  .chain((size) => {
    const id = fc.nat({ max: size.numClasses - 1 });
    const exactly = { minLength: size.width * size.height, maxLength: size.width * size.height };
    const patches = (ids: readonly number[]) =>
      Uint8Array.from(ids, (_, i) => {
        const [x, y] = [i % size.width, Math.floor(i / size.width)];
        return ids[(y - (y % 2)) * size.width + x - (x % 2)] as number;
      });
    return fc.record({
      width: fc.constant(size.width),
      height: fc.constant(size.height),
      numClasses: fc.constant(size.numClasses),
      truth: fc.array(fc.oneof({ weight: 9, arbitrary: id }, fc.constant(255)), exactly).map(patches),
      prediction: fc.array(id, exactly).map(patches),
    });
  });

/** A label map written as rows of digits; a dot is an ignored pixel. */
export function map(...rows: readonly string[]): { width: number; height: number; ids: Uint8Array } {
  const digits = [...rows.join("")];
  const ids = Uint8Array.from(digits, (digit) => (digit === "." ? 255 : Number(digit)));
  return { width: rows[0]?.length ?? 0, height: rows.length, ids };
}
