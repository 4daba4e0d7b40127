import { parseArgs } from "node:util";
import type { Dataset, Sample } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { bootstrap, ConfusionMatrix, type Interval, iou, meanIou, overlapTable } from "@faceseg/metrics";
import { createSegmenter } from "@faceseg/segmenter/node";
import { groups } from "./groups.ts";

// The tables of MODEL_CARD.md: node --import tsx --conditions=@faceseg/source model/score.ts --data CelebAMask-HQ --other LaPa
const { values: flags } = parseArgs({
  options: {
    model: { type: "string", default: "public/models/faceseg.onnx" },
    data: { type: "string" },
    other: { type: "string" },
    faces: { type: "string", default: "400" },
  },
});

const segmenter = await createSegmenter({ model: flags.model });
const size = segmenter.inputSize;

type Counted = Parameters<typeof overlapTable>[0][number];

async function count(samples: readonly Sample[]): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const sample of samples) {
    const { image, labels } = await sample.load({ size });
    const matrix = new ConfusionMatrix(segmenter.classes.length);
    matrix.update(labels.data, (await segmenter.segment(image)).labels, { width: size.width });
    counted.push({ id: sample.id, counts: matrix });
  }
  return counted;
}

const text = ({ value, low, high }: Interval) =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

function intervals(images: readonly Counted[]): readonly Interval[] {
  const score = (sum: Parameters<typeof meanIou>[0]) => [meanIou(sum), ...iou(sum)];
  return bootstrap({ models: { own: overlapTable(images) }, score }).models["own"] as Interval[];
}

async function table(dataset: Dataset): Promise<void> {
  const [mean, ...parts] = intervals(await count(dataset.samples));
  console.log(`\n${dataset.samples.length} images of ${dataset.name} (${dataset.split})\n`);
  console.log("| part | IoU |\n|---|---|");
  console.log(`| mean without background | ${text(mean as Interval)} |`);
  for (const { id, name } of segmenter.classes) console.log(`| ${name} | ${text(parts[id] as Interval)} |`);
}

if (flags.data) await table(await openDataset(flags.data, "test"));
if (flags.other) await table(await openDataset(flags.other, "test"));

const drawn = syntheticFaces({ count: Number(flags.faces), size: size.width, seed: 1000 });
const counted = await count(drawn.samples);
console.log(`\n${drawn.samples.length} synthetic faces of seed 1000\n`);
console.log("| group | faces | mean IoU without background |\n|---|---|---|");
for (const { name, holds } of groups) {
  const members = counted.filter((_, index) => holds(drawn.describe(index)));
  console.log(`| ${name} | ${members.length} | ${text(intervals(members)[0] as Interval)} |`);
}
await segmenter.dispose();
