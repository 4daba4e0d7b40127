import { createRandom } from "@faceseg/data";
import { meanIou } from "@faceseg/metrics";
import { quantile } from "d3-array";
import type { Evaluation } from "./results.ts";

/** Mean IoU of many resampled sets of pictures. */
export type Bootstrap = readonly number[];

/**
 * Scores `rounds` sets of pictures, each drawn with replacement. The draws depend on the seed and the number of
 * pictures alone, so that networks scored on the same pictures can be compared round by round.
 */
export function bootstrapMeanIou(
  evaluation: Evaluation,
  numClasses: number,
  seed: number,
  rounds = 1000,
): Bootstrap {
  const { pictures } = evaluation;
  const random = createRandom(seed, "bootstrap");
  return Array.from({ length: rounds }, () => {
    const counts = new Float64Array(numClasses * numClasses);
    for (let draw = 0; draw < pictures.length; draw++) {
      const picture = pictures[random.integer(0, pictures.length - 1)]?.counts ?? [];
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + (picture[i] ?? 0);
    }
    return meanIou({ numClasses, counts });
  });
}

/** The middle 95 % of the resampled values. */
export function summarize(bootstrap: Bootstrap): { low: number; high: number } {
  return { low: quantile(bootstrap, 0.025) ?? Number.NaN, high: quantile(bootstrap, 0.975) ?? Number.NaN };
}
