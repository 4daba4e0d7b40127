import { bootstrap, ConfusionMatrix, confusionTable, iou, meanIou, overlapTable } from "../src/index.ts";
import { labelMaps } from "./label-maps.ts";

const numClasses = 11;
const count = 2000;
const resamples = 10_000;

const model = (seed: number) => {
  const [maps] = labelMaps({ width: 64, height: 64, numClasses });
  if (maps === undefined) throw new Error("no label maps");
  return Array.from({ length: count }, (_, i) => {
    const from = (i * 7 + seed * 13) % 4000;
    const prediction = maps.prediction.map((id, pixel) => ((pixel + seed) % (9 + (i % 5)) === 0 ? 0 : id));
    const cut = (ids: Uint8Array) => ids.subarray(0, 4096 - from);
    return {
      id: `${i}`,
      counts: new ConfusionMatrix(numClasses).update(cut(maps.truth), cut(prediction)),
    };
  });
};

const models = { a: model(1), b: model(2), c: model(3) };
const score = (sum: Parameters<typeof iou>[0]) => [meanIou(sum), ...iou(sum)];
const ways = {
  "1 model, 33 numbers an image": () => ({ a: overlapTable(models.a) }),
  "3 models, 33 numbers an image": () => ({
    a: overlapTable(models.a),
    b: overlapTable(models.b),
    c: overlapTable(models.c),
  }),
  "3 models, 121 numbers an image": () => ({
    a: confusionTable(models.a),
    b: confusionTable(models.b),
    c: confusionTable(models.c),
  }),
};

console.log(
  `${resamples} resamples of ${count} images, mean IoU and IoU of ${numClasses} classes, all differences`,
);
for (const [name, tables] of Object.entries(ways)) {
  const start = performance.now();
  const { models: intervals } = bootstrap({ models: tables(), score, resamples });
  const { value, low, high } = intervals["a"]?.[0] ?? {};
  console.log(
    name.padEnd(34),
    `${((performance.now() - start) / 1000).toFixed(2)} s`,
    `  mean IoU of a: ${value?.toFixed(4)} (${low?.toFixed(4)} to ${high?.toFixed(4)})`,
  );
}
