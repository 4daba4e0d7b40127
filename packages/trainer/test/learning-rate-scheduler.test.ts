import fc from "fast-check";
import { learningRateScheduler } from "../src/callbacks/learning-rate-scheduler.ts";
import { constantSchedule, warmupCosine } from "../src/callbacks/schedules.ts";
import { fakeRun } from "./fake-run.ts";

test("learningRateScheduler(schedule) sets the rate before a step, from the step and all steps of the run", () => {
  const run = fakeRun({ epochs: 10, stepsPerEpoch: 4 });
  const callback = learningRateScheduler((step, totalSteps) => step / totalSteps);
  callback.onTrainBatchBegin?.(10, run);
  expect(run.learningRate).toBe(0.25);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("learningRateScheduler(() => %d) throws", (rate) => {
  expect(() => learningRateScheduler(() => rate).onTrainBatchBegin?.(3, fakeRun())).toThrow(
    `Expected \`schedule(3, 40)\` to be a number of at least 0, got ${rate}`,
  );
});

test("warmupCosine(options) rises to the peak and falls to the floor, by hand", () => {
  const schedule = warmupCosine({ warmupSteps: 3, peak: 1, floor: 0.2 });
  const rates = [0, 1, 2, 3, 8, 13, 20].map((step) => schedule(step, 13));
  for (const [index, rate] of [0.25, 0.5, 0.75, 1, 0.6, 0.2, 0.2].entries()) {
    expect(rates[index]).toBeCloseTo(rate, 12);
  }
});

test("warmupCosine(options) never leaves (0, peak], and falls after the warm-up", () => {
  const settings = fc.record({
    warmupSteps: fc.nat(50),
    more: fc.integer({ min: 1, max: 200 }),
    floor: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(settings, ({ warmupSteps, more, floor }) => {
      const schedule = warmupCosine({ warmupSteps, peak: 1, floor });
      const rates = Array.from({ length: warmupSteps + more }, (_, step) =>
        schedule(step, warmupSteps + more),
      );
      expect(rates.every((rate) => rate > 0 && rate <= 1)).toBe(true);
      const falling = rates.slice(warmupSteps);
      expect(falling).toEqual([...falling].sort((a, b) => b - a));
    }),
  );
});

test("warmupCosine({ warmupSteps }) that fills the run throws", () => {
  expect(() => warmupCosine({ warmupSteps: 40, peak: 1, floor: 0 })(0, 40)).toThrow(
    "Expected `warmupSteps` to be a number of at least 0 and below 40, got 40",
  );
});

test("constantSchedule(rate) is the rate at every step", () => {
  expect([constantSchedule(0.5)(0, 10), constantSchedule(0.5)(9, 10)]).toEqual([0.5, 0.5]);
});
