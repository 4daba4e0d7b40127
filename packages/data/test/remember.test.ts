import { lapa11 } from "@faceseg/image";
import { type Dataset, remember } from "../src/index.ts";

function counting(count: number): Dataset & { loads: number } {
  const dataset = {
    name: "made up",
    split: "train",
    taxonomy: lapa11,
    loads: 0,
    samples: Array.from({ length: count }, (_, i) => ({
      id: String(i),
      async load({ size = { width: 64, height: 64 } } = {}) {
        dataset.loads++;
        const { width, height } = size;
        const image = { width, height, data: new Uint8Array(width * height * 3) };
        return { id: String(i), image, labels: { width, height, data: new Uint8Array(width * height) } };
      },
    })),
  };
  return dataset;
}

test("remember(dataset, size) loads each image once at that size", async () => {
  const source = counting(2);
  const [first, second] = remember(source, 32).samples;
  const size = { width: 32, height: 32 };
  const loaded = await first?.load({ size });
  expect(loaded?.labels.data).toHaveLength(1024);
  expect(await first?.load({ size })).toBe(loaded);
  expect((await second?.load({ size }))?.id).toBe("1");
  expect(source.loads).toBe(2);
});

test("remember(dataset, size) passes other sizes on", async () => {
  const source = counting(1);
  const [sample] = remember(source, 32).samples;
  expect((await sample?.load())?.labels.width).toBe(64);
  await sample?.load({ size: { width: 32, height: 16 } });
  await sample?.load({ size: { width: 32, height: 16 } });
  expect(source.loads).toBe(3);
});

test("remember(dataset, size) leaves a data set alone that does not fit into memory", () => {
  const source = counting(9);
  expect(remember(source, 4096)).toBe(source);
  expect(remember(source, 2048)).not.toBe(source);
});
