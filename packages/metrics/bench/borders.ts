import { boundaryCounts, boundaryMatches, hausdorff95, trimapCounts } from "../src/index.ts";
import { type LabelMaps, labelMaps } from "./label-maps.ts";

const numClasses = 11;
const rounds = 11;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

console.log(`One image of ${numClasses} classes; milliseconds, median of ${rounds} rounds`);
const measures = (width: number, height: number) => {
  const size = { width, height, numClasses };
  return {
    "boundaryCounts .02": ({ truth, prediction }: LabelMaps) => boundaryCounts(truth, prediction, size),
    "boundaryCounts .005": ({ truth, prediction }: LabelMaps) =>
      boundaryCounts(truth, prediction, { ...size, dilationRatio: 0.005 }),
    "boundaryMatches 2 px": ({ truth, prediction }: LabelMaps) =>
      boundaryMatches(truth, prediction, { ...size, tolerance: 2 }),
    hausdorff95: ({ truth, prediction }: LabelMaps) => hausdorff95(truth, prediction, size),
    "trimapCounts 3 px": ({ truth, prediction }: LabelMaps) =>
      trimapCounts(truth, prediction, { ...size, radius: 3 }),
  };
};
for (const side of [128, 256, 512]) {
  for (const maps of labelMaps({ width: side, height: side, numClasses })) {
    for (const [name, measure] of Object.entries(measures(side, side))) {
      const taken = Array.from({ length: rounds }, () => {
        const start = performance.now();
        measure(maps);
        return performance.now() - start;
      });
      console.log(
        `${side}x${side}`.padEnd(9),
        maps.name.padEnd(18),
        name.padEnd(22),
        median(taken).toFixed(2).padStart(8),
      );
    }
  }
}
