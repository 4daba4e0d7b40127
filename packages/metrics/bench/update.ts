import { ConfusionMatrix } from "../src/index.ts";
import { type LabelMaps, labelMaps } from "./label-maps.ts";

const numClasses = 11;
const width = 512;
const height = 512;
const batch = 8;
const rounds = 15;

/** What `update` does, written plainly: one pixel after the other, each looked at, each counted at once. */
function plainDoubleLoop(truth: Uint8Array, prediction: Uint8Array, counts: Float64Array): void {
  for (let y = 0; y < height * batch; y++) {
    for (let x = 0; x < width; x++) {
      const t = truth[y * width + x] as number;
      const p = prediction[y * width + x] as number;
      if ((t >= numClasses && t !== 255) || p >= numClasses) throw new RangeError(`pixel ${x}, ${y}`);
      if (t !== 255) counts[t * numClasses + p] = (counts[t * numClasses + p] as number) + 1;
    }
  }
}

const ways = {
  update: ({ truth, prediction }: LabelMaps) =>
    new ConfusionMatrix(numClasses).update(truth, prediction, { width }).counts,
  plain: ({ truth, prediction }: LabelMaps) => {
    const counts = new Float64Array(numClasses * numClasses);
    plainDoubleLoop(truth, prediction, counts);
    return counts;
  },
};

function seconds(way: (maps: LabelMaps) => Float64Array, maps: LabelMaps): number {
  const start = performance.now();
  way(maps);
  return (performance.now() - start) / 1000;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const cases = labelMaps({ width, height: height * batch, numClasses });
for (const maps of cases) {
  if (ways.update(maps).join() !== ways.plain(maps).join()) throw new Error(`${maps.name}: counts differ`);
}

console.log(
  `${batch} label maps of ${width}x${height}, ${numClasses} classes; Mpixel/s, median of ${rounds} rounds`,
);
console.log("labels".padEnd(18), "update".padStart(8), "plain".padStart(8), "ratio".padStart(8));
for (const maps of cases) {
  const taken = { update: [] as number[], plain: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    taken.update.push(seconds(ways.update, maps));
    taken.plain.push(seconds(ways.plain, maps));
  }
  const speed = (values: number[]) => maps.truth.length / median(values) / 1e6;
  const [update, plain] = [speed(taken.update), speed(taken.plain)];
  console.log(
    maps.name.padEnd(18),
    update.toFixed(0).padStart(8),
    plain.toFixed(0).padStart(8),
    (update / plain).toFixed(2).padStart(8),
  );
}
