import { appendFile, readdir, readFile, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { CheckpointError } from "../src/checkpoint/checkpoint-error.ts";
import { loadRunState, saveRunState } from "../src/checkpoint/run-state.ts";
import type { RunState } from "../src/checkpoint/run-store.ts";
import type { JsonValue } from "../src/settings/json.ts";
import { diesAfter } from "./dying-disk.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const stateOf = (epoch: number): RunState => ({
  epoch,
  step: 10 * epoch,
  values: { seed: 7, history: [{ loss: 1 / 3 }] },
  tensors: {
    "conv/kernel": { shape: [2, 2], data: new Float32Array([epoch, 0.1, -0, Number.NaN]) },
    "adam/m/conv/kernel": { shape: [2, 2], data: new Float32Array(4).fill(epoch / 3) },
  },
});

const inside = (name: string) => join(folder(), "checkpoint", name);

/** Turns one bit of the file's last byte. */
async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
  await writeFile(path, bytes);
}

test("loadRunState(folder) is undefined where there is no checkpoint", async () => {
  expect(await loadRunState(join(folder(), "nothing"))).toBeUndefined();
});

test("loadRunState(folder) gives back what saveRunState(folder, state) saved, to the bit", async () => {
  await saveRunState(folder(), stateOf(3));
  const loaded = await loadRunState(folder());
  expect({ ...loaded, tensors: { ...loaded?.tensors } }).toEqual(stateOf(3));
  expect(Object.is(loaded?.tensors["conv/kernel"]?.data[2], -0)).toBe(true);
});

test("loadRunState(folder) gives back any values, NaN, infinities and -0 among them", async () => {
  const numbers = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0),
  );
  const leaf = fc.oneof(numbers, fc.string(), fc.boolean(), fc.constant(null));
  const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("json")),
      fc.dictionary(fc.string(), tie("json"), { noNullPrototype: true }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(json, async (values) => {
      await saveRunState(folder(), { epoch: 0, step: 0, values, tensors: {} });
      expect((await loadRunState(folder()))?.values).toStrictEqual(values);
    }),
    { numRuns: 40 },
  );
});

test("saveRunState(folder, state) keeps the newest two, and says in plain JSON what there is", async () => {
  for (const epoch of [1, 2, 3, 4]) await saveRunState(folder(), stateOf(epoch));
  expect((await readdir(join(folder(), "checkpoint"))).sort()).toEqual([
    "state-3.safetensors",
    "state-4.safetensors",
    "state.json",
  ]);
  const manifest = JSON.parse(await readFile(inside("state.json"), "utf8"));
  expect(manifest).toMatchObject({ format: "faceseg-run-state", version: 1, epoch: 4, step: 40 });
  expect(manifest.states.map(({ file }: { file: string }) => file)).toEqual([
    "state-4.safetensors",
    "state-3.safetensors",
  ]);
  expect(manifest.states[0].sha256).toMatch(/^[0-9a-f]{64}$/);
});

test.each([1, 2, 3])(
  "saveRunState(folder, state, { maxToKeep: %d }) keeps so many, and falls back on those before",
  async (maxToKeep) => {
    for (const epoch of [1, 2, 3, 4, 5]) await saveRunState(folder(), stateOf(epoch), { maxToKeep });
    const states = (await readdir(join(folder(), "checkpoint"))).filter((name) => name !== "state.json");
    expect(states.sort()).toEqual([3, 4, 5].slice(-maxToKeep).map((epoch) => `state-${epoch}.safetensors`));
    for (let newest = 5; newest > 5 - maxToKeep; newest--) {
      expect((await loadRunState(folder()))?.epoch).toBe(newest);
      await flipBit(inside(`state-${newest}.safetensors`));
    }
    await expect(loadRunState(folder())).rejects.toThrow(CheckpointError);
  },
);

test("saveRunState(folder, state, { maxToKeep }) refuses what is no count", async () => {
  await expect(saveRunState(folder(), stateOf(1), { maxToKeep: 0 })).rejects.toThrow(
    "Expected `maxToKeep` to be a whole number of at least 1, got 0; the nearest is 1",
  );
});

test("saveRunState(folder, state) killed at any step loses no state that counted", async () => {
  let step = 0;
  for (let complete = false; !complete; step += 1) {
    const place = join(folder(), String(step));
    await saveRunState(place, stateOf(1));
    await saveRunState(place, stateOf(2));
    complete = await diesAfter(step, () => saveRunState(place, stateOf(3)));
    const loaded = await loadRunState(place);
    expect(complete ? [3] : [2, 3]).toContain(loaded?.epoch);
    expect(loaded?.recovered).toBeUndefined();
    await saveRunState(place, stateOf(4));
    expect((await loadRunState(place))?.epoch).toBe(4);
    expect(await readdir(join(place, "checkpoint"))).toHaveLength(3);
  }
  expect(step).toBeGreaterThan(8);
});

test("saveRunState(folder, state) killed at any step of the first save leaves nothing or the whole state", async () => {
  for (let step = 0, complete = false; !complete; step += 1) {
    const place = join(folder(), String(step));
    complete = await diesAfter(step, () => saveRunState(place, stateOf(1)));
    expect(complete ? [1] : [undefined, 1]).toContain((await loadRunState(place))?.epoch);
  }
});

test("saveRunState(folder, state) that fails throws a CheckpointError naming the folder", async () => {
  await writeFile(join(folder(), "checkpoint"), "a file in the way");
  const saving = saveRunState(folder(), stateOf(1));
  await expect(saving).rejects.toThrow(CheckpointError);
  await expect(saving).rejects.toMatchObject({ name: "CheckpointError", file: join(folder(), "checkpoint") });
});

describe("loadRunState(folder) goes back to the state before, and says why,", () => {
  const damages: [string, (path: string) => Promise<void>, string][] = [
    ["cut off", (path) => truncate(path, 50), "bytes, found 50"],
    ["empty", (path) => truncate(path, 0), "bytes, found 0"],
    ["longer", (path) => appendFile(path, "x"), "Expected "],
    ["changed in one bit", flipBit, "Expected SHA-256"],
    ["missing", unlink, "Expected a file, found none"],
  ];

  test.each(damages)("when the newest is %s", async (_title, damage, reason) => {
    await saveRunState(folder(), stateOf(1));
    await saveRunState(folder(), stateOf(2));
    await damage(inside("state-2.safetensors"));
    const loaded = await loadRunState(folder());
    expect(loaded?.epoch).toBe(1);
    expect(loaded?.recovered).toContain(`${inside("state-2.safetensors")}: `);
    expect(loaded?.recovered).toContain(reason);
    expect(loaded?.recovered).toMatch(/; resumed from state-1\.safetensors$/);
  });

  test("and the whole one outlives the next save, not the damaged", async () => {
    await saveRunState(folder(), stateOf(1));
    await saveRunState(folder(), stateOf(2));
    await flipBit(inside("state-2.safetensors"));
    await saveRunState(folder(), stateOf(3));
    await flipBit(inside("state-3.safetensors"));
    expect((await loadRunState(folder()))?.epoch).toBe(1);
  });
});

test.each([
  ["missing", unlink, "state.json: Expected a file, found none"],
  [
    "cut off",
    (path: string) => truncate(path, 30),
    "state.json: Expected JSON, found a damaged or truncated file",
  ],
  ["another's", (path: string) => writeFile(path, "{}"), "state.json: Expected faceseg-run-state version 1"],
])(
  "loadRunState(folder) reads the newest state when the manifest is %s, and says so",
  async (_title, damage, reason) => {
    await saveRunState(folder(), stateOf(1));
    await saveRunState(folder(), stateOf(2));
    await damage(inside("state.json"));
    const loaded = await loadRunState(folder());
    expect(loaded?.epoch).toBe(2);
    expect(loaded?.recovered).toContain(reason);
  },
);

test("loadRunState(folder) throws a CheckpointError when no state is whole", async () => {
  await saveRunState(folder(), stateOf(1));
  await saveRunState(folder(), stateOf(2));
  await flipBit(inside("state-1.safetensors"));
  await flipBit(inside("state-2.safetensors"));
  const loading = loadRunState(folder());
  await expect(loading).rejects.toThrow(CheckpointError);
  await expect(loading).rejects.toThrow("restore a copy, or remove the folder to start again");
});
