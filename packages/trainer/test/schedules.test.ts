import { oneCycle, poly, stepDecay } from "../src/index.ts";

const rates = (schedule: (step: number, total: number) => number, steps: number[], total: number) =>
  steps.map((step) => schedule(step, total));

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 12));

test("poly(options) falls along a power of what is left, by hand, and stays at the end", () => {
  expect(rates(poly({ initial: 1, power: 2, end: 0.2 }), [0, 5, 10, 12], 10)).toEqual(
    close([1, 0.4, 0.2, 0.2]),
  );
  expect(poly({ initial: 2 })(3, 4)).toBeCloseTo(2 * 0.25 ** 0.9, 12);
});

test("oneCycle(options) rises and falls along cosines where PyTorch's OneCycleLR does, by hand", () => {
  // first = 1 / 25 = 0.04, last = 0.04 / 1e4 = 4e-6, the top at 0.3 * 11 - 1 = 2.3
  const up = (step: number) => 1 + ((0.04 - 1) * (1 + Math.cos((Math.PI * step) / 2.3))) / 2;
  const down = (step: number) => 4e-6 + ((1 - 4e-6) * (1 + Math.cos((Math.PI * (step - 2.3)) / 7.7))) / 2;
  const schedule = oneCycle({ peak: 1 });
  expect(rates(schedule, [0, 1, 2, 3, 6, 10, 11], 11)).toEqual(
    close([0.04, up(1), up(2), down(3), down(6), 4e-6, 4e-6]),
  );
  expect(oneCycle({ peak: 1, rise: 0.5, start: 10, end: 100 })(4, 10)).toBeCloseTo(1, 12);
  expect(() => schedule(0, 3)).toThrow(/more than 3.3.* steps, got 3/);
});

test("stepDecay(options) multiplies after every so many steps", () => {
  expect(rates(stepDecay({ initial: 1, factor: 0.1, every: 3 }), [0, 2, 3, 5, 6, 9], 10)).toEqual(
    close([1, 1, 0.1, 0.1, 0.01, 0.001]),
  );
});

test("schedules refuse options that give no rate", () => {
  expect(() => poly({ initial: -1 })).toThrow(/initial.*got -1/);
  expect(() => poly({ initial: 1, power: 0 })).toThrow(/power.*got 0/);
  expect(() => oneCycle({ peak: Number.NaN })).toThrow(/peak.*got NaN/);
  expect(() => oneCycle({ peak: 1, rise: 1 })).toThrow(/rise.*got 1/);
  expect(() => oneCycle({ peak: 1, end: 0 })).toThrow(/`end` to be a number above 0, got 0/);
  expect(() => stepDecay({ initial: 1, factor: 0.1, every: 0 })).toThrow(/every.*got 0/);
});
