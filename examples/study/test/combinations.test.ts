import { recipes } from "../src/combinations.ts";
import { networkNames } from "../src/config/network-names.ts";

test("recipes have names of their own, and are compared with a network or another recipe", () => {
  const names = recipes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { of, against, views } of recipes) {
    expect(of.length * views.length).toBeGreaterThan(0);
    expect([...networkNames, ...names]).toContain(against);
    expect(networkNames).toEqual(expect.arrayContaining([...of]));
  }
});

test("every recipe decides for the one class of which it is sure", () => {
  const shape = { width: 8, height: 8, numClasses: 11 };
  const probabilities = new Float32Array(8 * 8 * 11);
  for (let at = 10; at < probabilities.length; at += 11) probabilities[at] = 1;
  const image = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3).fill(90) };
  for (const { decide } of recipes) {
    expect(new Set(decide(probabilities, shape, image).data)).toEqual(new Set([10]));
  }
});

test("the recipe of islands gives a speck to what is around it", () => {
  const shape = { width: 64, height: 64, numClasses: 11 };
  const probabilities = new Float32Array(64 * 64 * 11);
  for (let pixel = 0; pixel < 64 * 64; pixel++) probabilities[pixel * 11 + (pixel === 2000 ? 7 : 1)] = 1;
  const image = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3) };
  const islands = recipes.find(({ name }) => name === "unet+islands");
  expect(islands?.decide(probabilities, shape, image).data[2000]).toBe(1);
});
