import { latest } from "../src/page/latest.ts";
import { formatShare } from "../src/segment/legend.ts";
import { Speed } from "../src/segment/speed.ts";
import { runningMean } from "../src/train/chart.ts";

test("formatShare(share) gives three digits at most", () => {
  expect([0, 0.0004, 0.0123, 0.0999, 0.207, 1].map(formatShare)).toEqual([
    "0 %",
    "< 0.1 %",
    "1.2 %",
    "10.0 %",
    "21 %",
    "100 %",
  ]);
});

test("Speed gives the mean time and the rate of the last two seconds", () => {
  const speed = new Speed();
  expect([speed.ms, speed.framesPerSecond]).toEqual([Number.NaN, Number.NaN]);
  speed.add(0, 500);
  for (const at of [2500, 2600, 2700]) speed.add(at, 30);
  expect([speed.ms, speed.framesPerSecond]).toEqual([30, 10]);
  speed.clear();
  expect(speed.ms).toBeNaN();
});

test("latest(work) leaves out what was overtaken, and runs one at a time", async () => {
  const done: number[] = [];
  let running = 0;
  const ask = latest(async (value: number) => {
    expect(++running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    done.push(value);
    running--;
  });
  await Promise.all([ask(1), ask(2), ask(3)]);
  await ask(4);
  expect(done).toEqual([1, 3, 4]);
});

test("runningMean(readings) begins as the mean of all and then follows, a tenth at a time", () => {
  const readings = [4, 2, 3].map((value, step) => ({ step, value }));
  expect(runningMean(readings).map(({ value }) => value)).toEqual([4, 3, 3]);
  const jump = Array.from({ length: 12 }, (_, step) => ({ step, value: step < 11 ? 1 : 2 }));
  expect(runningMean(jump).at(-1)?.value).toBeCloseTo(1.1);
});
