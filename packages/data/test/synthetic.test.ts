import { createRandom } from "../../image/src/random.ts";
import { describeFace, drawFace, syntheticFaces } from "../src/synthetic/index.ts";

const load = async (count: number, index: number, seed?: number) =>
  syntheticFaces({ count, size: 48, ...(seed === undefined ? {} : { seed }) }).samples[index]?.load();
const describe200 = Array.from({ length: 200 }, (_, index) => describeFace(createRandom(8, index)));
const share = (holds: (face: (typeof describe200)[number]) => boolean) =>
  describe200.filter(holds).length / 200;

test("syntheticFaces({ count, size }) has `count` samples of distinct ids, `size` pixels square", async () => {
  const { samples } = syntheticFaces({ count: 5, size: 40 });
  expect(new Set(samples.map(({ id }) => id)).size).toBe(5);
  const pair = await samples[3]?.load();
  expect(pair?.id).toBe(samples[3]?.id);
  expect(pair?.image).toMatchObject({ width: 40, height: 40 });
  expect(pair?.image.data.length).toBe(40 * 40 * 3);
  expect(pair?.labels).toMatchObject({ width: 40, height: 40 });
  expect(pair?.labels.data.length).toBe(40 * 40);
});

test("sample.load({ size }) draws at that size, square or not", async () => {
  const pair = await syntheticFaces({ count: 1, size: 40 }).samples[0]?.load({
    size: { width: 30, height: 50 },
  });
  expect(pair?.image).toMatchObject({ width: 30, height: 50 });
  expect(pair?.labels.data.length).toBe(1500);
  expect(new Set(pair?.labels.data).size).toBeGreaterThan(3);
});

test("syntheticFaces(...) face i depends on the seed and on i alone", async () => {
  const first = await load(4, 2, 7);
  await load(4, 0, 7);
  expect(await load(9, 2, 7)).toEqual(first);
  expect((await load(4, 2, 8))?.image).not.toEqual(first?.image);
  expect((await load(4, 1, 7))?.image).not.toEqual(first?.image);
});

test("syntheticFaces(...).describe(i) is what face i is drawn from", async () => {
  const faces = syntheticFaces({ count: 3, size: 48, seed: 7 });
  const { image, labels } = drawFace(faces.describe(2), { width: 48, height: 48 });
  expect(await faces.samples[2]?.load()).toEqual({ id: "synthetic-7-2", image, labels });
});

test("syntheticFaces({ count, size }) takes seed 0 by default", async () => {
  expect(await load(1, 0)).toEqual(await load(1, 0, 0));
});

test("syntheticFaces(...) draws no two of 100 faces nearly alike", async () => {
  const { samples } = syntheticFaces({ count: 100, size: 16, seed: 3 });
  const faces = await Promise.all(samples.map((sample) => sample.load()));
  let nearest = Number.POSITIVE_INFINITY;
  faces.forEach((a, i) => {
    for (const b of faces.slice(i + 1)) {
      const off = a.image.data.reduce((sum, value, at) => sum + Math.abs(value - (b.image.data[at] ?? 0)), 0);
      nearest = Math.min(nearest, off / a.image.data.length);
    }
  });
  expect(nearest).toBeGreaterThan(12); // gray levels a channel; noise alone makes less than 5
});

test("syntheticFaces(...) names the argument, the value and the nearest legal one", () => {
  expect(() => syntheticFaces({ count: -2, size: 32 })).toThrow(
    "`count` to be a whole number of at least 0, got -2",
  );
  expect(() => syntheticFaces({ count: 1, size: 0 })).toThrow(
    "`size` to be a whole number of pixels of at least 1, got 0",
  );
});

test("describeFace(random) gives glasses, hats, closed eyes and open mouths their shares", () => {
  expect(Math.abs(share(({ glasses }) => glasses !== null) - 0.2)).toBeLessThan(0.09);
  expect(Math.abs(share(({ hat }) => hat !== null) - 0.1)).toBeLessThan(0.07);
  expect(Math.abs(share(({ mouth }) => mouth.open > 0) - 0.55)).toBeLessThan(0.11);
  expect(Math.abs(share(({ eyes }) => Math.max(...eyes.openness) === 0) - 0.06)).toBeLessThan(0.05);
});

test("describeFace(random) invents bald heads, beards, fringes over the brows, hair over and behind the ears", () => {
  expect(share(({ hair, hat }) => hair === null && hat === null)).toBeGreaterThan(0.01);
  expect(share(({ beard }) => beard !== null)).toBeGreaterThan(0.1);
  expect(share(({ hair, brows }) => hair !== null && hair.fringe > -brows.height)).toBeGreaterThan(0.01);
  expect(share(({ hair }) => hair?.overEars === true)).toBeGreaterThan(0.2);
  expect(share(({ hair }) => hair?.overEars === false)).toBeGreaterThan(0.2);
});

test("describeFace(random) covers the human range of skin, and turns heads to all sides", () => {
  const light = describe200.map(({ skin }) => Math.sqrt(skin.color[1]) * 255);
  for (const band of [70, 110, 150, 190]) {
    expect(light.some((level) => level > band - 25 && level < band + 25)).toBe(true);
  }
  expect(Math.min(...light)).toBeLessThan(55);
  expect(Math.max(...light)).toBeGreaterThan(195);
  for (const turn of ["roll", "yaw", "pitch"] as const) {
    expect(share(({ view }) => view[turn] > 0.08)).toBeGreaterThan(0.1);
    expect(share(({ view }) => view[turn] < -0.08)).toBeGreaterThan(0.1);
  }
});
