import "@tensorflow/tfjs-backend-cpu";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Dataset } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { lapa11 } from "@faceseg/image";
import { ConfusionMatrix, meanIou } from "@faceseg/metrics";
import { createSegmenter, type Segmenter } from "@faceseg/segmenter/node";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const model = file("../public/models/faceseg.onnx");
const data = file("../../../../shared/data/celebamask-mini");
const maybe = existsSync(data) ? test : test.skip;
const without = existsSync(data) ? "" : " (skipped: ../shared/data is not here)";

let segmenter: Segmenter;
beforeAll(async () => {
  segmenter = await createSegmenter({ model });
});
afterAll(() => segmenter.dispose());

async function score({ samples }: Dataset): Promise<number> {
  const matrix = new ConfusionMatrix(lapa11.classes.length);
  for (const sample of samples) {
    const { image, labels } = await sample.load({ size: segmenter.inputSize });
    matrix.update(labels.data, (await segmenter.segment(image)).labels, { width: labels.width });
  }
  return meanIou(matrix);
}

test("the page's network is at most 5 MB and knows its classes", async () => {
  expect((await readFile(model)).length).toBeLessThan(5e6);
  expect(segmenter.classes).toEqual(lapa11.classes);
});

test("the page's network finds the parts of drawn faces that it has not seen", async () => {
  expect(await score(syntheticFaces({ count: 20, size: 128, seed: 1000 }))).toBeGreaterThan(0.5);
});

maybe(
  `the page's network scores on CelebAMask-HQ's test faces what its card says${without}`,
  async () => {
    const card = await readFile(file("../public/models/MODEL_CARD.md"), "utf8");
    const said = Number(/mean without background \| (0\.\d+)/.exec(card)?.[1]);
    expect(await score(await openDataset(data, "test"))).toBeCloseTo(said, 2);
  },
  60_000,
);
