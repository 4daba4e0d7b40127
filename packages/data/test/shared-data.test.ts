import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lapa11 } from "@faceseg/image";
import { augment, batches, leftRightSwapped } from "../src/index.ts";
import { celebAMask, openDataset } from "../src/node.ts";

const shared = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const maybe = existsSync(shared) ? test : test.skip;
const without = existsSync(shared) ? "" : " (skipped: ../shared/data is not here)";

maybe(`openDataset(LaPa, "test") reads every pair${without}`, async () => {
  const { samples } = await openDataset(`${shared}lapa-pairs/LaPa`, "test");
  expect(samples).toHaveLength(17);
  for (const sample of samples) {
    const { image, labels } = await sample.load();
    expect(image.data).toHaveLength(3 * labels.data.length);
    expect(leftRightSwapped(labels, lapa11)).toBe(false);
  }
});

maybe(
  `celebAMask(dir, split).swapped() finds 9 in val and 1 in test${without}`,
  async () => {
    const counts: Record<string, number> = {};
    for (const split of ["val", "test"]) {
      counts[split] = (await (await celebAMask(`${shared}celebamask-mini`, split)).swapped()).length;
    }
    expect(counts).toEqual({ val: 9, test: 1 });
  },
  20_000,
);

maybe(
  `batches(celebAMask val) are augmented floats with ids in range, none swapped${without}`,
  async () => {
    const { samples, ...dataset } = await celebAMask(`${shared}celebamask-mini`, "val");
    const data = batches(
      { ...dataset, samples: samples.slice(0, 40) },
      { size: 128, batchSize: 16, shuffle: true, transform: augment() },
    );
    const seen = new Set<string>();
    for await (const { images, labels, ids } of data.epoch(0)) {
      for (const id of ids) seen.add(id);
      const [lowest, highest] = images.reduce(
        ([low, high], value) => [value < low ? value : low, value > high ? value : high],
        [1, 0],
      );
      expect([lowest >= 0, highest <= 1, highest > 0.5]).toEqual([true, true, true]);
      expect(labels.every((id) => id <= 10 || id === 255)).toBe(true);
      for (let place = 0; place < ids.length; place++) {
        const map = {
          width: 128,
          height: 128,
          data: labels.subarray(place * 128 * 128, (place + 1) * 128 * 128),
        };
        expect(leftRightSwapped(map, lapa11)).toBe(false);
      }
    }
    expect(seen.size).toBe(40);
  },
  20_000,
);
