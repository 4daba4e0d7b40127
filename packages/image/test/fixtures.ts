import * as fc from "fast-check";
import { colorize, ignoreId, type LabeledImage, lapa11 } from "../src/index.ts";

/** A label map written as rows of digits. */
export function labelMap(...rows: readonly (readonly number[])[]) {
  const width = rows[0]?.length ?? 0;
  return { width, height: rows.length, data: Uint8Array.from(rows.flat()) };
}

/** A pair whose image shows each pixel's class in its color. */
export function coloredPair(labels: LabeledImage["labels"], id = "pair"): LabeledImage {
  return { id, image: colorize(labels, lapa11), labels };
}

/** Pairs of random ids (255 among them) and unrelated random colors, of at most `most` pixels a side. */
export function anyPair(most = 9): fc.Arbitrary<LabeledImage> {
  const id = fc.oneof(fc.integer({ min: 0, max: lapa11.classes.length - 1 }), fc.constant(ignoreId));
  return fc
    .record({ width: fc.integer({ min: 1, max: most }), height: fc.integer({ min: 1, max: most }) })
    .chain((size) =>
      fc
        .record({
          ids: fc.array(id, { minLength: size.width * size.height, maxLength: size.width * size.height }),
          rgb: fc.uint8Array({
            minLength: 3 * size.width * size.height,
            maxLength: 3 * size.width * size.height,
          }),
        })
        .map(({ ids, rgb }) => ({
          id: "pair",
          image: { ...size, data: Uint8Array.from(rgb) },
          labels: { ...size, data: Uint8Array.from(ids) },
        })),
    );
}

/** A pair of big blobs: a color that encodes the class, so that image and labels can be compared. */
export function blobs(side: number): LabeledImage {
  const data = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side];
    if (Math.hypot(x - 0.3, y - 0.35) < 0.15) return 4;
    if (Math.hypot(x - 0.7, y - 0.35) < 0.15) return 5;
    if (Math.hypot(x - 0.4, y - 0.75) < 0.18) return 9;
    return x + y < 0.5 ? 10 : 1;
  });
  return coloredPair({ width: side, height: side, data });
}
