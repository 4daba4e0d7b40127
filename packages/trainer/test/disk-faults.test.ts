import { existsSync } from "node:fs";
import { readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Batches } from "@faceseg/image";
import { loadLayersModel } from "@faceseg/model-files/node";
import { DiskError } from "../../core/src/node/disk-error.ts";
import type { Callback } from "../src/callbacks/callback.ts";
import { csvLogger } from "../src/callbacks/csv-logger.ts";
import { modelCheckpoint } from "../src/callbacks/model-checkpoint.ts";
import { CheckpointError } from "../src/checkpoint/checkpoint-error.ts";
import { runFolder } from "../src/checkpoint/run-folder.ts";
import { loadRunState } from "../src/checkpoint/run-state.ts";
import { fit } from "../src/fit.ts";
import { smallDisk } from "./small-disk.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const folder = temporaryFolder();
const disk = smallDisk(2 ** 20);
afterAll(() => disk?.remove());
const maybe = disk ? test : test.skip;
const without = disk ? "" : " (skipped: this process may not mount a disk in memory)";
const small = () => disk as NonNullable<typeof disk>;

const pictures: Batches = {
  length: 3,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch, start = 0) {
    for (let i = start; i < 3; i++) yield stripes((epoch * 3 + i) % 8);
  },
};

/** Trains four epochs in `place`; `fault` happens in the middle of the third. */
async function train(
  place: string,
  options: { fault?: () => Promise<void>; bestModel?: boolean; resume?: boolean } = {},
) {
  const { fault, bestModel = true, resume = false } = options;
  const accident: Callback = {
    name: "accident",
    onTrainBatchBegin: async (step) => (step === 7 ? await fault?.() : undefined),
  };
  const model = tinyNetwork();
  await fit(model, {
    train: pictures,
    epochs: 4,
    callbacks: [
      csvLogger(join(place, "log.csv")),
      ...(bestModel ? [modelCheckpoint({ folder: join(place, "model") })] : []),
      accident,
    ],
    store: runFolder(join(place, "state")),
    resume,
  });
  return model.getWeights().map((w) => Array.from(w.dataSync()));
}

/** What two epochs left is whole, and nothing half written is beside it. */
async function expectTwoEpochs(place: string, { bestModel = true } = {}) {
  const state = await loadRunState(join(place, "state"));
  expect(state).toMatchObject({ epoch: 2, step: 0 });
  expect(state?.recovered).toBeUndefined();
  const rows = (await readFile(join(place, "log.csv"), "utf8")).split("\r\n");
  expect(rows.slice(0, 3).map((row) => row.split(",")[0])).toEqual(["epoch", "0", "1"]);
  expect(rows.at(-1)).toBe(""); // no half row
  if (bestModel) (await loadLayersModel(join(place, "model"))).dispose();
  const names = await readdir(place, { recursive: true });
  expect(names.filter((name) => /\.tmp|\.saving/.test(name))).toEqual([]);
}

/** Fills the disk to its last page, with many small pieces of which `free` removes all. */
const ballast = {
  async fill() {
    for (const bytes of [4096, 1]) {
      for (let n = 0; ; n++) {
        const { bavail } = await statfs(small().folder);
        if (bavail === 0) break;
        await writeFile(join(small().folder, `ballast-${bytes}-${n}`), new Uint8Array(bytes));
      }
    }
  },
  async free() {
    for (const name of await readdir(small().folder))
      if (name.startsWith("ballast")) await rm(join(small().folder, name));
  },
};

describe.each([
  ["a model", true, DiskError],
  ["a checkpoint", false, CheckpointError],
] as const)("fit(model, { store }) that cannot write %s", (_, bestModel, kind) => {
  maybe(
    `because the disk is full loses nothing, says so, and goes on when there is room${without}`,
    async () => {
      const place = join(small().folder, `full-${bestModel}`);
      const expected = await train(join(folder(), "straight"), { bestModel });
      const failed = train(place, { bestModel, fault: ballast.fill });
      await expect(failed).rejects.toThrow(kind);
      await expect(failed).rejects.toThrow("the disk is full (ENOSPC); make room there and resume");
      await expectTwoEpochs(place, { bestModel });
      await ballast.free();
      expect(await train(place, { bestModel, resume: true })).toEqual(expected);
      await rm(place, { recursive: true });
    },
  );
});

maybe(
  `fit(model, { store }) on a disk that becomes read-only loses nothing and says so${without}`,
  async () => {
    const place = join(small().folder, "read-only");
    const expected = await train(join(folder(), "straight"));
    try {
      const failed = train(place, { fault: async () => small().allowWriting(false) });
      await expect(failed).rejects.toThrow(DiskError);
      await expect(failed).rejects.toThrow("the disk is read-only (EROFS); make it writable and resume");
      await expectTwoEpochs(place);
      const again = train(place, { resume: true });
      await expect(again).rejects.toThrow(
        `Expected to write ${join(place, "state", "lock.json")}, but the disk`,
      );
    } finally {
      small().allowWriting(true);
    }
    expect(await train(place, { resume: true })).toEqual(expected);
    await rm(place, { recursive: true });
  },
);

test("fit(model, { store }) whose folder is removed during the run throws, and makes no second run there", async () => {
  const place = join(folder(), "removed");
  const state = join(place, "state");
  const fault = () => rm(state, { recursive: true });
  const failed = train(place, { fault });
  await expect(failed).rejects.toThrow(CheckpointError);
  await expect(failed).rejects.toThrow(
    `${state}: Expected the folder of the run, found it removed or replaced during the run`,
  );
  expect(existsSync(state)).toBe(false);
});

test("fit(model, { callbacks: [csvLogger(path)] }) whose log is removed during the run throws a DiskError", async () => {
  const place = join(folder(), "removed");
  const failed = train(place, { fault: () => rm(join(place, "log.csv")) });
  await expect(failed).rejects.toThrow(DiskError);
  await expect(failed).rejects.toThrow(
    "bytes that csvLogger has written so far; put the file back and resume",
  );
});
