import { z } from "zod";

/** The schema of a `Quality`: what counts of pixels do not say. */
export const qualitySchema = z.strictObject({
  /** Boundary IoU: for each image and class the pixels in both bands, and in either. */
  boundaryIou: z.array(
    z.strictObject({
      /** Width of the band as a share of the image's diagonal. */
      ratio: z.number(),
      /** One entry for each image; the lists in it are by class id. */
      images: z.array(
        z.strictObject({
          /** Pixels that lie in the band in truth and prediction both. */
          intersection: z.array(z.int()),
          /** Pixels that lie in the band in truth or prediction. */
          union: z.array(z.int()),
        }),
      ),
    }),
  ),
  /** Boundary F1: for each image and class the boundary pixels of either map, and those near the other's. */
  boundaryF1: z.array(
    z.strictObject({
      /** Greatest distance in pixels at which border pixels match. */
      tolerance: z.number(),
      /** One entry for each image; the lists in it are by class id. */
      images: z.array(
        z.strictObject({
          /** Border pixels in the truth. */
          truth: z.array(z.int()),
          /** Border pixels in the prediction. */
          predicted: z.array(z.int()),
          /** Border pixels of the truth within the tolerance of one of the prediction. */
          matchedTruth: z.array(z.int()),
          /** Border pixels of the prediction within the tolerance of one of the truth. */
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
  trimap: z.array(
    z.strictObject({
      /** Distance in pixels from a true border. */
      radius: z.int(),
      /** Pixel counts, [truth * numClasses + prediction]. */
      counts: z.array(z.int()),
    }),
  ),
  /** A `Calibration` of @faceseg/metrics as JSON, over all images. */
  calibration: z.strictObject({
    /** Number of classes, with the background. */
    numClasses: z.int(),
    /** Number of bins that divide the probabilities from 0 to 1. */
    bins: z.int(),
    /** `numClasses * bins * 3` sums of the predicted classes, see `Calibration.top` of @faceseg/metrics. */
    top: z.array(z.number()),
    /** `numClasses * bins * 3` sums of all classes, see `Calibration.each` of @faceseg/metrics. */
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
  /** Names of the classes that were scored, by id. */
  classes: z.array(z.string()).optional(),
  /** Pixel counts of every image, [truth * numClasses + prediction]. */
  images: z
    .array(
      z.strictObject({
        /** Id of the image in the data set. */
        id: z.string(),
        /** Pixel counts, [truth * numClasses + prediction]. */
        counts: z.array(z.int()),
      }),
    )
    .min(1),
  /** Borders and calibration, or null where only pixels were counted. Its lists are in the order of `images`. */
  quality: qualitySchema.nullable(),
  /** Milliseconds for one image at a time, after warm-up. */
  latency: z
    .strictObject({
      /** Number of images that were timed. */
      images: z.int(),
      /** Median in milliseconds. */
      p50: z.number(),
      /** 90th percentile in milliseconds. */
      p90: z.number(),
      /** Name of the engine that ran the model, such as "onnxruntime". */
      engine: z.string(),
    })
    .nullable(),
});

/** What counts of pixels do not say: borders, distances, calibration. */
export type Quality = z.infer<typeof qualitySchema>;

/** What one network scored on one set of images: counts of every image, from which every score can be computed. */
export type Evaluation = z.infer<typeof evaluationSchema>;
