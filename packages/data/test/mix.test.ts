import type { Batch } from "@faceseg/image";
import { createRandom } from "@faceseg/image";
import { blobs } from "../../image/test/fixtures.ts";
import { beta } from "../src/augmentation/mix/beta.ts";
import { augment, batches, cutMix, type Mix, mixUp } from "../src/index.ts";
import { memoryDataset } from "./memory-dataset.ts";

/** A batch whose image i has the value i / 10 everywhere, and the label i in every second column, else 1. */
function stripes(count: number, side = 32): Batch {
  const area = side * side;
  return {
    width: side,
    height: side,
    images: Float32Array.from({ length: count * area * 3 }, (_, at) => Math.floor(at / (3 * area)) / 10),
    labels: Uint8Array.from({ length: count * area }, (_, at) => (at % 2 ? Math.floor(at / area) : 1)),
    ids: Array.from({ length: count }, (_, index) => `s${index}`),
  };
}

test.each([0.2, 1, 3])("beta(random, %d) has the mean and the variance of the distribution", (alpha) => {
  const random = createRandom(7, alpha);
  const drawn = Array.from({ length: 20_000 }, () => beta(random, alpha));
  const mean = drawn.reduce((sum, value) => sum + value) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.005);
  expect(drawn.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test("cutMix()(batch) pastes one rectangle of one other image, at its place, with its labels", () => {
  const batch = stripes(4);
  const result = cutMix({ p: 1 })(batch, createRandom(1));
  let pasted = 0;
  for (let place = 0; place < 4; place++) {
    const strange = new Set<number>();
    const [columns, rows] = [new Set<number>(), new Set<number>()];
    let count = 0;
    for (let at = 0; at < 1024; at++) {
      const value = Math.round((result.images[3 * (place * 1024 + at)] as number) * 10);
      // A pixel has the label of the image whose color it has.
      expect(result.labels[place * 1024 + at]).toBe(at % 2 ? value : 1);
      if (value === place) continue;
      strange.add(value);
      columns.add(at % 32);
      rows.add(Math.floor(at / 32));
      count++;
    }
    expect(strange.size).toBeLessThanOrEqual(1);
    expect(count).toBe(columns.size * rows.size);
    pasted += count;
  }
  expect(pasted).toBeGreaterThan(0);
});

test("cutMix({ p }) mixes in that share of images", () => {
  let mixed = 0;
  for (let seed = 0; seed < 300; seed++) {
    const { labels } = cutMix({ p: 0.4, alpha: 50 })(stripes(4, 4), createRandom(seed));
    for (let place = 0; place < 4; place++) {
      if (labels.subarray(16 * place, 16 * place + 16).some((id) => id !== 1 && id !== place)) mixed++;
    }
  }
  expect(mixed / 1200).toBeGreaterThan(0.25);
  expect(mixed / 1200).toBeLessThan(0.45);
});

test("mixUp()(batch) weighs two images, the own one more; labels stand where both agree, else by certainty", () => {
  const batch = stripes(3, 8);
  let [ignored, kept] = [0, 0];
  for (let seed = 0; seed < 200; seed++) {
    const { images, labels } = mixUp({ p: 1, alpha: 1 })(batch, createRandom(seed));
    // With three images the shift around the batch shows in the order of the values.
    const shift = (images[0] as number) <= 0.05 + 1e-6 && (images[192] as number) > 0.1 - 1e-6 ? 1 : 2;
    for (let place = 0; place < 3; place++) {
      const other = (place + shift) % 3;
      const value = (images[192 * place] as number) * 10;
      const own = (value - other) / (place - other);
      expect(own).toBeGreaterThan(0.5 - 1e-5);
      expect(own).toBeLessThan(1 + 1e-5);
      const [agreed, differ] = [labels[64 * place] as number, labels[64 * place + 1] as number];
      expect(agreed).toBe(1);
      expect(differ).toBe(own >= 0.9 ? place : 255);
      if (differ === 255) ignored++;
      else kept++;
    }
  }
  expect([ignored > 50, kept > 50]).toEqual([true, true]);
});

test.each<[string, Mix]>([
  ["mixUp", mixUp({ p: 1, alpha: 1 })],
  ["cutMix", cutMix({ p: 1 })],
])("%s leaves its input, a batch of one, and every id legal", (_, mix) => {
  const batch = stripes(4);
  const result = mix(batch, createRandom(1));
  expect(batch).toEqual(stripes(4));
  expect(result).not.toEqual(batch);
  expect(result.labels.every((id) => id <= 3 || id === 255)).toBe(true);
  expect(mix(stripes(1), createRandom(1))).toEqual(stripes(1));
});

test("batches({ mix }) gives the same batches whatever start and prefetch, and others in every epoch", async () => {
  const dataset = memoryDataset(9, async (index) => ({ ...blobs(16), id: `s${index}` }));
  const collect = async (epoch: AsyncIterable<Batch>) => {
    const found: Batch[] = [];
    for await (const batch of epoch) found.push(batch);
    return found;
  };
  const options = {
    size: 16,
    batchSize: 3,
    shuffle: true,
    seed: 3,
    transform: augment(),
    mix: cutMix({ p: 1 }),
  };
  const whole = await collect(batches(dataset, options).epoch(4));
  for (const prefetch of [0, 5]) {
    const data = batches(dataset, { ...options, prefetch });
    expect(await collect(data.epoch(4))).toEqual(whole);
    expect(await collect(data.epoch(4, 2))).toEqual(whole.slice(2));
  }
  expect(await collect(batches(dataset, options).epoch(5))).not.toEqual(whole);
  const { mix: _, ...unmixed } = options;
  expect(await collect(batches(dataset, unmixed).epoch(4))).not.toEqual(whole);
});

test("cutMix(options) and mixUp(options) name an option outside its range", () => {
  expect(() => cutMix({ p: -1 })).toThrow(
    "Expected `p` to be a number from 0 to 1, got -1; the nearest is 0",
  );
  expect(() => mixUp({ alpha: 0 })).toThrow(
    "Expected `alpha` to be a number from 0.01 to 100, got 0; the nearest is 0.01",
  );
  expect(() => mixUp({ certainty: 0.4 })).toThrow("Expected `certainty` to be a number from 0.5 to 1");
});
