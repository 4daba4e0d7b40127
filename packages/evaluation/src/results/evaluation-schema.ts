import { z } from "zod";

/** The schema of a `Quality`: what counts of pixels do not say. */
export const qualitySchema = z.strictObject({
  /** Boundary IoU: for each image and class the pixels in both bands, and in either. */
  boundaryIou: z.array(
    z.strictObject({
      /** Width of the band as a share of the image's diagonal. */
      ratio: z.number(),
      images: z.array(z.strictObject({ intersection: z.array(z.int()), union: z.array(z.int()) })),
    }),
  ),
  /** Boundary F1: for each image and class the boundary pixels of either map, and those near the other's. */
  boundaryF1: z.array(
    z.strictObject({
      /** In pixels. */
      tolerance: z.number(),
      images: z.array(
        z.strictObject({
          truth: z.array(z.int()),
          predicted: z.array(z.int()),
          matchedTruth: z.array(z.int()),
          matchedPredicted: z.array(z.int()),
        }),
      ),
    }),
  ),
  /**
   * 95th percentile of the distances between borders, in pixels, for each image and class; "Infinity" where
   * only truth or prediction has the class, null where neither has.
   */
  hausdorff95: z.array(z.array(z.union([z.number(), z.literal("Infinity"), z.null()]))),
  /** Counts of the pixels within `radius` pixels of a true border, summed over the images. */
  trimap: z.array(z.strictObject({ radius: z.int(), counts: z.array(z.int()) })),
  /** A `Calibration` of @faceseg/metrics as JSON, over all images. */
  calibration: z.strictObject({
    numClasses: z.int(),
    bins: z.int(),
    top: z.array(z.number()),
    each: z.array(z.number()),
  }),
});

/** The schema of an `Evaluation`. */
export const evaluationSchema = z.strictObject({
  /** Name of the data set. */
  dataset: z.string(),
  /** Which part of it, such as "test". */
  split: z.string(),
  /** Absolute folder of the data set, or null where it has none. */
  folder: z.string().nullable(),
  /** Pixel counts of every image, [truth * numClasses + prediction]. */
  images: z.array(z.strictObject({ id: z.string(), counts: z.array(z.int()) })).min(1),
  /** Borders and calibration, or null where only pixels were counted. Its lists are in the order of `images`. */
  quality: qualitySchema.nullable(),
  /** Milliseconds for one image at a time, after warm-up. */
  latency: z
    .strictObject({ images: z.int(), p50: z.number(), p90: z.number(), engine: z.string() })
    .nullable(),
});

/** What counts of pixels do not say: borders, distances, calibration. */
export type Quality = z.infer<typeof qualitySchema>;

/** What one network scored on one set of images: counts of every image, from which every score can be computed. */
export type Evaluation = z.infer<typeof evaluationSchema>;
