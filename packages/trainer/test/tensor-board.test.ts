import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { scalars } from "../src/callbacks/tensorboard/events.ts";
import { histogramOf } from "../src/callbacks/tensorboard/histogram.ts";
import { crc32c, record } from "../src/callbacks/tensorboard/records.ts";
import { tensorBoard } from "../src/node.ts";
import { fakeRun } from "./fake-run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** One grey pixel. */
const png = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
    "base64",
  ),
);

test("crc32c(bytes) is RFC 3720's: of 32 zeros, 32 ones, 0 to 31", () => {
  expect(crc32c(new Uint8Array(32)).toString(16)).toBe("8a9136aa");
  expect(crc32c(new Uint8Array(32).fill(255)).toString(16)).toBe("62a8ab43");
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)).toString(16)).toBe("46dd794e");
});

test("record(scalars(...)) has the bytes of TensorFlow's own writer", () => {
  const bytes = record(scalars({ wallTime: 1.5, step: 300 }, { loss: 0.25, val_loss: -2 }));
  expect(hex(bytes)).toBe(readFileSync(new URL("./golden/event.hex", import.meta.url), "utf8").trim());
});

test("histogramOf(numbers) counts every number once, the greatest in the last bucket", () => {
  const { minimum, maximum, count, sum, squares, limits, counts } = histogramOf(
    Float32Array.of(0, 1, 3, 0, -3),
  );
  expect({ minimum, maximum, count, sum, squares }).toEqual({
    minimum: -3,
    maximum: 3,
    count: 5,
    sum: 1,
    squares: 19,
  });
  expect(limits.at(-1)).toBeCloseTo(3, 9);
  expect([counts[0], counts[15], counts[20], counts[29]]).toEqual([1, 2, 1, 1]);
  expect(() => histogramOf(Float32Array.of(1, Number.NaN))).toThrow(/all finite/);
});

/** Epochs 0 to 2, killed in the third, then resumed after the second; as TensorBoard should read it. */
async function writeRun(directory: string): Promise<void> {
  const run = fakeRun();
  const options = { histograms: true, images: () => ({ picture: png }), now: () => 1.7e12 };
  const first = tensorBoard(directory, options);
  await first.onTrainBegin?.(run);
  for (const epoch of [0, 1, 2]) await first.onEpochEnd?.(epoch, { loss: 3 - epoch, val_loss: 0.5 }, run);
  const second = tensorBoard(directory, options);
  await second.onTrainBegin?.(run);
  second.setState?.(first.getState?.() ?? { values: {} });
  for (const epoch of [2, 3]) await second.onEpochEnd?.(epoch, { loss: 10 + epoch, val_loss: 0.25 }, run);
}

test("tensorBoard(directory) writes one file for each run, in the order of their names", async () => {
  await writeRun(folder());
  expect(readdirSync(folder()).sort()).toEqual([
    "events.out.tfevents.1700000000.0000.faceseg",
    "events.out.tfevents.1700000000.0001.faceseg",
  ]);
});

test("tensorBoard(directory, { images }) refuses what is no PNG file, naming the tag", async () => {
  const callback = tensorBoard(folder(), { images: () => ({ bad: new Uint8Array(40) }) });
  await expect(callback.onEpochEnd?.(0, { loss: 1 }, fakeRun())).rejects.toThrow(/image "bad".*PNG/);
});

// A Python that has TensorBoard, by its path in the environment.
const python = process.env["FACESEG_TENSORBOARD_PYTHON"];
const real = python ? test : test.skip;

real(
  "tensorBoard(directory) is read by TensorBoard itself (needs FACESEG_TENSORBOARD_PYTHON)",
  async () => {
    await writeRun(folder());
    const script = fileURLToPath(new URL("./golden/read-tensorboard.py", import.meta.url));
    const read = JSON.parse(execFileSync(python as string, [script, folder()], { encoding: "utf8" }));
    expect(read.scalars).toEqual({
      epoch_loss: [
        [0, 3],
        [1, 2],
        [2, 12],
        [3, 13],
      ],
      epoch_val_loss: [
        [0, 0.5],
        [1, 0.5],
        [2, 0.25],
        [3, 0.25],
      ],
    });
    expect(read.images).toEqual({ picture: [0, 1, 2, 3].map((step) => [step, 1, 1, png.length]) });
    const histograms = read.histograms["only/kernel"];
    expect(histograms.map((entry: number[]) => entry.slice(0, 6))).toEqual(
      [0, 1, 2, 3].map((step) => [step, 0, 0, 1, 0, 0]),
    );
    expect(histograms[0][7].reduce((sum: number, count: number) => sum + count)).toBe(1);
  },
  120_000,
);
