import type { Callback } from "../src/callbacks/callback.ts";
import { progressLogger } from "../src/callbacks/progress-logger.ts";
import type { Logs } from "../src/step/logs.ts";
import { type FakeRun, fakeRun } from "./fake-run.ts";

const ERASE = "\r\u001b[2K";

/** Two steps of 100 ms and a validation of 50 ms each epoch. */
function train(create: (now: () => number, write: (text: string) => void) => Callback, run: FakeRun) {
  let time = 1000;
  const written: string[] = [];
  const callback = create(
    () => time,
    (text) => written.push(text),
  );
  const logs: Logs = { loss: 0.5, accuracy: 0.75 };
  for (let epoch = 0; epoch < run.epochs; epoch += 1) {
    callback.onEpochBegin?.(epoch, run);
    for (let batch = 0; batch < run.stepsPerEpoch; batch += 1) {
      time += 100;
      callback.onTrainBatchEnd?.(batch, logs, run);
    }
    time += 50;
    callback.onEpochEnd?.(epoch, { ...logs, val_loss: 0.625, seconds: 1 }, run);
  }
  return written;
}

test("progressLogger({ write }) writes one plain line an epoch where lines cannot be overwritten", () => {
  const run = fakeRun({ epochs: 2, stepsPerEpoch: 2, learningRate: 1e-4 });
  const written = train((now, write) => progressLogger({ now, write }), run);
  expect(written).toEqual([
    "epoch 1/2  step 2/2  loss 0.5000  accuracy 0.7500  val_loss 0.6250  lr 1.00e-4  100 ms/step  left 0:00 of epoch, 0:00 of run\n",
    "epoch 2/2  step 2/2  loss 0.5000  accuracy 0.7500  val_loss 0.6250  lr 1.00e-4  100 ms/step  left 0:00 of epoch, 0:00 of run\n",
  ]);
});

test("progressLogger({ isTTY }) overwrites its line, at most every intervalMs", () => {
  const run = fakeRun({ epochs: 1, stepsPerEpoch: 5 });
  const written = train((now, write) => progressLogger({ now, write, isTTY: true, intervalMs: 200 }), run);
  expect(written).toHaveLength(3);
  expect(written.map((text) => text.startsWith(ERASE))).toEqual([true, true, true]);
  expect(written.map((text) => /step (\d)/.exec(text)?.[1])).toEqual(["2", "4", "5"]);
  expect(written.map((text) => text.endsWith("\n"))).toEqual([false, false, true]);
});

test("progressLogger({ columns }) cuts the line to one row", () => {
  const run = fakeRun({ epochs: 1, stepsPerEpoch: 5 });
  const written = train((now, write) => progressLogger({ now, write, isTTY: true, columns: 20 }), run);
  expect(written[0]).toBe(`${ERASE}epoch 1/1  step 2/5`);
});

test("progressLogger() tells the time left of the epoch and of the run, validation included", () => {
  let time = 0;
  let shown = "";
  const run = fakeRun({ epochs: 3, stepsPerEpoch: 100 });
  const callback = progressLogger({
    now: () => time,
    isTTY: true,
    write: (text) => {
      shown = text;
    },
  });
  callback.onEpochBegin?.(0, run);
  time = 100_000;
  callback.onTrainBatchEnd?.(49, {}, run); // one step of 100 s; 50 steps left
  expect(shown).toContain("100000 ms/step  left 1:23:20 of epoch, 6:56:40 of run");
  callback.onEpochBegin?.(0, run);
  for (let batch = 0; batch < 100; batch += 1) {
    time += 1000;
    callback.onTrainBatchEnd?.(batch, {}, run);
  }
  time += 30_000;
  callback.onEpochEnd?.(0, {}, run);
  expect(shown).toContain("1000 ms/step  left 0:00 of epoch, 4:20 of run"); // 2 x (100 s + 30 s)
});

test("progressLogger() counts only the steps of its own process in an epoch resumed in its middle", () => {
  let time = 0;
  let shown = "";
  const run = fakeRun({ epochs: 1, stepsPerEpoch: 10 });
  const callback = progressLogger({
    now: () => time,
    isTTY: true,
    write: (text) => {
      shown = text;
    },
  });
  callback.onEpochBegin?.(0, run);
  time = 3000;
  callback.onTrainBatchEnd?.(6, {}, run);
  expect(shown).toContain("step 7/10");
  expect(shown).toContain("3000 ms/step  left 0:09 of epoch");
});
