import type { Calibration, CalibrationJSON } from "./calibration.ts";
import { checkClass } from "./counts.ts";

/** One bin of a reliability curve. */
export interface ReliabilityBin {
  /** Lowest probability that the bin holds. */
  readonly from: number;
  /** Probabilities in the bin are below this; the last bin also holds 1. */
  readonly to: number;
  /** Probabilities that fell into the bin. */
  readonly pixels: number;
  /** Their mean; NaN for an empty bin. */
  readonly confidence: number;
  /** Share of their pixels that are of the class; NaN for an empty bin. */
  readonly accuracy: number;
}

/**
 * How far, on average over pixels, the probability of the predicted class is from the share of such pixels that are
 * right: the expected calibration error of Guo et al. 2017. NaN when no pixel was counted.
 *
 * @example
 * expectedCalibrationError({ numClasses: 1, bins: 1, top: [4, 3.5, 3], each: [4, 3.5, 3] }); //=> 0.125
 */
export function expectedCalibrationError({ numClasses, bins, top }: Calibration | CalibrationJSON): number {
  let gaps = 0;
  let pixels = 0;
  // A bin is one bin for all classes together: their gaps may cancel in it.
  for (let bin = 0; bin < bins; bin++) {
    let [confidence, hits] = [0, 0];
    for (let id = 0; id < numClasses; id++) {
      const at = 3 * (id * bins + bin);
      pixels += top[at] as number;
      confidence += top[at + 1] as number;
      hits += top[at + 2] as number;
    }
    gaps += Math.abs(confidence - hits);
  }
  return gaps / pixels;
}

/**
 * The calibration error of each class's own probability, over all pixels, whatever was predicted; its mean over the
 * classes is the classwise ECE of Kull et al. 2019. NaN when no pixel was counted.
 *
 * @example
 * classwiseCalibrationError({ numClasses: 1, bins: 1, top: [4, 3.5, 3], each: [4, 3.5, 3] }); //=> [0.125]
 */
export function classwiseCalibrationError({
  numClasses,
  bins,
  each,
}: Calibration | CalibrationJSON): number[] {
  return Array.from({ length: numClasses }, (_, id) => {
    let gaps = 0;
    let pixels = 0;
    for (let at = 3 * id * bins; at < 3 * (id + 1) * bins; at += 3) {
      gaps += Math.abs((each[at + 1] as number) - (each[at + 2] as number));
      pixels += each[at] as number;
    }
    return gaps / pixels;
  });
}

/**
 * The reliability curve of a class: for each bin of its probability, how probable the class was said to be and how
 * often it was there.
 *
 * @param kind "each" (the default) counts every pixel's probability of the class, "top" only the pixels predicted as
 * the class.
 * @throws RangeError when `id` is no class.
 *
 * @example
 * reliabilityCurve({ numClasses: 1, bins: 1, top: [4, 3.5, 3], each: [4, 3.5, 3] }, 0);
 * //=> [{ from: 0, to: 1, pixels: 4, confidence: 0.875, accuracy: 0.75 }]
 */
export function reliabilityCurve(
  calibration: Calibration | CalibrationJSON,
  id: number,
  kind: "each" | "top" = "each",
): ReliabilityBin[] {
  const { numClasses, bins } = calibration;
  checkClass("id", id, numClasses);
  const sums = calibration[kind];
  return Array.from({ length: bins }, (_, bin) => {
    const at = 3 * (id * bins + bin);
    const pixels = sums[at] as number;
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      pixels,
      confidence: (sums[at + 1] as number) / pixels,
      accuracy: (sums[at + 2] as number) / pixels,
    };
  });
}
