import type { Batch } from "@faceseg/image";
import { blobs } from "../../image/test/fixtures.ts";
import { augment, type BatchesOptions, batches, type Dataset } from "../src/index.ts";
import { memoryDataset } from "./memory-dataset.ts";

async function collect(epoch: AsyncIterable<Batch>): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of epoch) found.push(batch);
  return found;
}
const ids = (found: readonly Batch[]) => found.flatMap((batch) => batch.ids);

test("batches(dataset) gives float RGB in [0, 1] and ids, the last batch smaller", async () => {
  const data = batches(memoryDataset(5), { size: { width: 3, height: 2 }, batchSize: 2 });
  const found = await collect(data.epoch(0));
  expect(data.length).toBe(3);
  expect(found.map((batch) => batch.ids)).toEqual([["s0", "s1"], ["s2", "s3"], ["s4"]]);
  expect(found[1]).toEqual({
    width: 3,
    height: 2,
    images: Float32Array.from([...new Array(18).fill(2 / 255), ...new Array(18).fill(3 / 255)]),
    labels: Uint8Array.from([2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]),
    ids: ["s2", "s3"],
  });
  expect(found[2]?.images.length).toBe(18);
});

test("batches({ dropRemainder }) leaves the last batch out", async () => {
  const data = batches(memoryDataset(5), { size: 2, batchSize: 2, dropRemainder: true });
  expect(data.length).toBe(2);
  expect(await collect(data.epoch(0))).toHaveLength(2);
});

test("batches({ shuffle }) orders each epoch anew, by seed, with every sample once", async () => {
  const order = async (seed: number, epoch: number) =>
    ids(
      await collect(batches(memoryDataset(20), { size: 2, batchSize: 4, shuffle: true, seed }).epoch(epoch)),
    );
  const first = await order(1, 0);
  expect([...first].sort()).toEqual(
    memoryDataset(20)
      .samples.map(({ id }) => id)
      .sort(),
  );
  expect(await order(1, 0)).toEqual(first);
  expect(await order(1, 1)).not.toEqual(first);
  expect(await order(2, 0)).not.toEqual(first);
});

test("batches({ shuffle }) brings every sample to every place", async () => {
  const data = batches(memoryDataset(3), { size: 1, batchSize: 3, shuffle: true });
  const orders: Record<string, number> = {};
  for (let epoch = 0; epoch < 600; epoch++) {
    const order = ids(await collect(data.epoch(epoch))).join();
    orders[order] = (orders[order] ?? 0) + 1;
  }
  expect(Object.keys(orders)).toHaveLength(6);
  for (const count of Object.values(orders)) expect(Math.abs(count - 100)).toBeLessThan(40);
});

test("batches().epoch(e, start) gives the same batches whatever start and prefetch", async () => {
  const source = blobs(16);
  const dataset = memoryDataset(9, async (index) => ({ ...source, id: `s${index}` }));
  const options = { size: 16, batchSize: 2, shuffle: true, seed: 3, transform: augment() };
  const whole = await collect(batches(dataset, options).epoch(4));
  for (const prefetch of [0, 1, 7]) {
    const data = batches(dataset, { ...options, prefetch });
    expect(await collect(data.epoch(4))).toEqual(whole);
    expect(await collect(data.epoch(4, 3))).toEqual(whole.slice(3));
    expect(await collect(data.epoch(4, data.length))).toEqual([]);
  }
});

test("batches({ transform }) draws by sample, not by place: an order has no say in it", async () => {
  const source = blobs(16);
  const dataset = memoryDataset(6, async (index) => ({ ...source, id: `s${index}` }));
  const images = async (shuffle: boolean) => {
    const found = await collect(
      batches(dataset, { size: 16, batchSize: 1, transform: augment(), shuffle }).epoch(0),
    );
    return new Map(found.map((batch) => [batch.ids[0], batch.images]));
  };
  const [straight, shuffled] = [await images(false), await images(true)];
  for (const [id, images] of straight) expect(shuffled.get(id)).toEqual(images);
  expect(straight.get("s0")).not.toEqual(straight.get("s1"));
});

test("batches({ transform }) draws anew in every epoch and for every seed", async () => {
  const dataset = memoryDataset(1, async () => blobs(16));
  const images = async (seed: number, epoch: number) => {
    const data = batches(dataset, { size: 16, batchSize: 1, transform: augment(), seed });
    return (await collect(data.epoch(epoch)))[0]?.images;
  };
  expect(await images(1, 1)).toEqual(await images(1, 1));
  expect(await images(1, 2)).not.toEqual(await images(1, 1));
  expect(await images(2, 1)).not.toEqual(await images(1, 1));
});

test("batches({ prefetch }) starts that many batches ahead and no more", async () => {
  let started = 0;
  const dataset = memoryDataset(20, async (index) => {
    started++;
    return { ...blobs(2), id: `s${index}` };
  });
  const iterator = batches(dataset, { size: 2, batchSize: 2, prefetch: 3 }).epoch(0)[Symbol.asyncIterator]();
  expect(started).toBe(0);
  await iterator.next();
  expect(started).toBe(8);
  await iterator.next();
  expect(started).toBe(10);
});

const failing = (...bad: number[]): Dataset =>
  memoryDataset(10, async (index) => {
    if (bad.includes(index)) throw new Error(`cannot read s${index}`);
    return { ...blobs(2), id: `s${index}` };
  });

test("batches() throws a sample's error at the batch it belongs to", async () => {
  const seen: string[] = [];
  const consume = async () => {
    for await (const batch of batches(failing(5, 8), { size: 2, batchSize: 2, prefetch: 4 }).epoch(0)) {
      seen.push(...batch.ids);
    }
  };
  await expect(consume()).rejects.toThrow("cannot read s5");
  expect(seen).toEqual(["s0", "s1", "s2", "s3"]);
});

const quarantined = (bad: number[], options: Partial<BatchesOptions> = {}) =>
  batches(failing(...bad), { size: 2, batchSize: 2, onBadSample: "quarantine", ...options });

test('batches({ onBadSample: "quarantine" }) leaves bad samples out, names them, and gives no empty batch', async () => {
  const data = quarantined([8, 2, 3]);
  expect(data.quarantined).toEqual([]);
  const found = await collect(data.epoch(0));
  expect(found.map((batch) => batch.ids)).toEqual([["s0", "s1"], ["s4", "s5"], ["s6", "s7"], ["s9"]]);
  expect(found.at(-1)?.images).toHaveLength(2 * 2 * 3);
  expect(data.quarantined).toEqual(
    [2, 3, 8].map((index) => ({ id: `s${index}`, message: `cannot read s${index}` })),
  );
  expect(await collect(data.epoch(1))).toEqual(found);
  expect(data.quarantined).toHaveLength(3);
});

test('batches({ onBadSample: "quarantine", dropRemainder }) puts the next good sample in a bad one\'s place', async () => {
  const data = quarantined([3, 4, 9], { dropRemainder: true });
  expect(ids(await collect(data.epoch(0)))).toEqual([
    "s0",
    "s1",
    "s2",
    "s5",
    "s5",
    "s5",
    "s6",
    "s7",
    "s8",
    "s0",
  ]);
});

test('batches({ onBadSample: "quarantine" }) is the same from any start, whatever was read before', async () => {
  const options = { shuffle: true, dropRemainder: true, seed: 5, transform: augment() };
  const first = quarantined([0, 5, 6], options);
  const whole = await collect(first.epoch(2));
  await collect(first.epoch(0));
  expect(await collect(first.epoch(2))).toEqual(whole);
  expect(await collect(quarantined([0, 5, 6], { ...options, prefetch: 0 }).epoch(2, 2))).toEqual(
    whole.slice(2),
  );
});

test('batches({ onBadSample: "quarantine" }) throws when no sample can be read', async () => {
  const all = Array.from({ length: 10 }, (_, index) => index);
  for (const options of [{}, { shuffle: true }]) {
    await expect(collect(quarantined(all, options).epoch(0))).rejects.toThrow(
      "Expected memory all to have a sample that can be read, found 10 that cannot: cannot read s0",
    );
  }
});

test('batches({ onBadSample: "quarantine" }) blames no sample for what the system lacks, nor for another size', async () => {
  const dataset = memoryDataset(1, async () => {
    throw Object.assign(new Error("too many open files"), { code: "EMFILE" });
  });
  const data = batches(dataset, { size: 2, batchSize: 1, onBadSample: "quarantine" });
  await expect(collect(data.epoch(0))).rejects.toThrow("too many open files");
  const wrong = memoryDataset(1, async () => blobs(4));
  const other = batches(wrong, { size: 2, batchSize: 1, onBadSample: "quarantine" });
  await expect(collect(other.epoch(0))).rejects.toThrow("Expected Sample.load to give");
  expect([data.quarantined, other.quarantined]).toEqual([[], []]);
});

test("batches({ onBadSample }) refuses another word", () => {
  const onBadSample = "skip" as "throw";
  expect(() => batches(memoryDataset(1), { size: 2, batchSize: 1, onBadSample })).toThrow(
    'Expected `onBadSample` to be "throw" or "quarantine", got "skip"',
  );
});

test("batches() left early leaves no unhandled rejection", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  for await (const batch of batches(failing(2, 3, 4, 5), { size: 2, batchSize: 2, prefetch: 4 }).epoch(0)) {
    expect(batch.ids).toEqual(["s0", "s1"]);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

test("batches().epoch(e) can be iterated twice", async () => {
  const epoch = batches(memoryDataset(3), { size: 1, batchSize: 2 }).epoch(0);
  expect(ids(await collect(epoch))).toEqual(ids(await collect(epoch)));
});

test("batches() names a sample or a transform that gives another size", async () => {
  const wrong = batches(
    memoryDataset(1, async () => blobs(4)),
    { size: 2, batchSize: 1 },
  );
  await expect(collect(wrong.epoch(0))).rejects.toThrow(
    'Expected Sample.load to give "pair" image of 2x2 (12 bytes), got 4x4',
  );
  const growing = batches(memoryDataset(1), { size: 2, batchSize: 1, transform: () => blobs(4) });
  await expect(collect(growing.epoch(0))).rejects.toThrow("Expected `transform` to give");
});

test("batches(dataset, options) names an option outside its range", () => {
  const dataset = memoryDataset(3);
  expect(() => batches(dataset, { size: 2, batchSize: 0 })).toThrow("Expected `batchSize`");
  expect(() => batches(dataset, { size: 0, batchSize: 1 })).toThrow("Expected `size`");
  expect(() => batches(dataset, { size: 2, batchSize: 1, prefetch: -1 })).toThrow("the nearest is 0");
  expect(() => batches(dataset, { size: 2, batchSize: 1 }).epoch(0, 4)).toThrow(
    "Expected `start` to be a whole number in 0..3, got 4",
  );
  expect(() => batches(dataset, { size: 2, batchSize: 1 }).epoch(-1)).toThrow("Expected `epoch`");
  expect(() => batches(memoryDataset(0), { size: 2, batchSize: 1 })).toThrow("memory all has 0");
  expect(() => batches(dataset, { size: 2, batchSize: 4, dropRemainder: true })).toThrow(
    "4 samples to fill a batch",
  );
});
