import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { csvLogger } from "../src/callbacks/csv-logger.ts";
import type { Logs } from "../src/step/logs.ts";
import { epochs, fakeRun, throughCheckpoint } from "./fake-run.ts";
import { golden, orNaN } from "./keras-golden.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const run = fakeRun();

test.each(golden.csv.map((trace, index) => ({ index, trace })))(
  "csvLogger(path, options) writes Keras's bytes, case $index",
  async ({ trace }) => {
    const path = join(folder(), "new", "log.csv");
    for (const rows of trace.runs) {
      const callback = csvLogger(path, { separator: trace.separator, append: trace.append });
      await callback.onTrainBegin?.(run);
      const logs = rows.map((row) => Object.entries(row).map(([key, value]) => [key, orNaN(value)]));
      await epochs(
        callback,
        run,
        logs.map((entries) => Object.fromEntries(entries)),
      );
    }
    expect(await readFile(path, "utf8")).toBe(trace.text);
  },
);

test("csvLogger(path) writes infinities and negative zero as Python does, and the epoch once", async () => {
  const path = join(folder(), "log.csv");
  const callback = csvLogger(path);
  await callback.onTrainBegin?.(run);
  const logs = { epoch: 7, a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY, c: -0, val_d: 1.5e-5 };
  await callback.onEpochEnd?.(0, logs, run);
  expect(await readFile(path, "utf8")).toBe("epoch,a,b,c,val_d\r\n0,inf,-inf,-0.0,1.5e-05\r\n");
});

test("csvLogger(path) leaves out `seconds`, which no run gives twice", async () => {
  const path = join(folder(), "log.csv");
  const callback = csvLogger(path);
  await callback.onTrainBegin?.(run);
  await callback.onEpochEnd?.(0, { loss: 1, seconds: 7.8, val_loss: 2 }, run);
  expect(await readFile(path, "utf8")).toBe("epoch,loss,val_loss\r\n0,1.0,2.0\r\n");
});

test("csvLogger(path) quotes a column name that has the separator or a quote in it", async () => {
  const path = join(folder(), "log.csv");
  const callback = csvLogger(path);
  await callback.onTrainBegin?.(run);
  await callback.onEpochEnd?.(0, { 'val_"a,b"': 1 }, run);
  expect(await readFile(path, "utf8")).toBe('epoch,"val_""a,b"""\r\n0,1.0\r\n');
});

const logs: Logs[] = [0, 1, 2, 3].map((epoch) => ({ loss: 4 - epoch, val_loss: 5 - epoch }));

test.each([true, false])(
  "csvLogger(path, { append: %j }) goes on after the rows its state knows, in a run split after any epoch",
  async (append) => {
    const path = join(folder(), "log.csv");
    const earlier = append ? "epoch,loss,val_loss\r\n0,9.0,9.0\r\n" : "";
    const expected = `${earlier || "epoch,loss,val_loss\r\n"}0,4.0,5.0\r\n1,3.0,4.0\r\n2,2.0,3.0\r\n3,1.0,2.0\r\n`;
    for (let split = 0; split < 4; split += 1) {
      await writeFile(path, earlier);
      const first = csvLogger(path, { append });
      await first.onTrainBegin?.(run);
      await epochs(first, run, logs.slice(0, split));
      const state = throughCheckpoint(first);
      await first.onEpochEnd?.(split, { loss: 77, val_loss: 77 }, run); // killed after this row
      await appendFile(path, "5,1."); // in the middle of another

      const second = csvLogger(path, { append });
      await second.onTrainBegin?.(run);
      second.setState?.(state);
      await epochs(second, run, logs, undefined, split);
      expect(await readFile(path, "utf8")).toBe(expected);
    }
  },
);

test("csvLogger(path, { append }) refuses a file with other columns", async () => {
  const path = join(folder(), "log.csv");
  await writeFile(path, "epoch,loss\r\n0,1.0\r\n");
  const callback = csvLogger(path, { append: true });
  await callback.onTrainBegin?.(run);
  await expect(callback.onEpochEnd?.(0, { loss: 1, val_loss: 2 }, run)).rejects.toThrow(
    `${path}: Expected the columns "epoch,loss,val_loss", found "epoch,loss"; ` +
      "take another file, or `append: false` to replace it",
  );
});

test("csvLogger(path, { append }) refuses a file that ends in half a row", async () => {
  const path = join(folder(), "log.csv");
  await writeFile(path, "epoch,val_loss\r\n0,1.0\r\n1,0.");
  const callback = csvLogger(path, { append: true });
  await callback.onTrainBegin?.(run);
  await expect(callback.onEpochEnd?.(0, { val_loss: 2 }, run)).rejects.toThrow(
    "Expected a complete last row, found a part of one; remove it first",
  );
});

test("csvLogger(path) refuses to resume when the rows it had written are gone", async () => {
  const path = join(folder(), "log.csv");
  const callback = csvLogger(path);
  await callback.onTrainBegin?.(run);
  await callback.onEpochEnd?.(0, logs[0] as Logs, run);
  await rm(path);
  await expect(callback.onEpochEnd?.(1, logs[1] as Logs, run)).rejects.toThrow(
    `Expected to write ${path}, but it has 0 of the 32 bytes that csvLogger has written so far; ` +
      "put the file back and resume, or resume without csvLogger",
  );
});
