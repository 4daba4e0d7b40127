import { readFileSync } from "node:fs";
import fc from "fast-check";
import { KerasFileError } from "../src/errors/keras-file-error.ts";
import { readH5Weights } from "../src/keras/weights/read-h5-weights.ts";

const golden = (name: string) => new Uint8Array(readFileSync(new URL(`golden/${name}`, import.meta.url)));
const expected = JSON.parse(
  golden("expected.json").reduce((text, byte) => text + String.fromCharCode(byte), ""),
);

const plain = (weights: Awaited<ReturnType<typeof readH5Weights>>) =>
  Object.fromEntries(
    [...weights].map(([layer, list]) => [
      layer,
      list.map(({ data, ...rest }) => ({ ...rest, data: [...data] })),
    ]),
  );

const failure = async (bytes: Uint8Array): Promise<unknown> =>
  readH5Weights(bytes).then(
    () => undefined,
    (error: unknown) => error,
  );

// libhdf5 prints its errors; h5wasm picks up console.error when it is first imported, so not before this line.
const print = import.meta.jest.spyOn(console, "error").mockImplementation(() => {});

test.each([
  ["a whole model of Keras 3, with a model inside it", "keras3-model.h5"],
  ["lists of names that are cut into several attributes", "chunked-attributes.h5"],
  ["Keras 2 names, scalars, float16, float64 and either byte order", "keras2-weights.h5"],
])("readH5Weights(bytes) reads %s", async (_, name) => {
  expect(plain(await readH5Weights(golden(name)))).toEqual(expected[name]);
});

test("readH5Weights(bytes) names weights without layer and :0, and by their path inside a nested model", async () => {
  const weights = await readH5Weights(golden("keras3-model.h5"));
  expect([...weights.keys()]).toEqual(["Conv1", "bn_Conv1", "block_1_depthwise", "inner"]);
  expect(weights.get("bn_Conv1")?.map(({ name }) => name)).toEqual([
    "gamma",
    "beta",
    "moving_mean",
    "moving_variance",
  ]);
  expect(weights.get("inner")?.map(({ name }) => name)).toEqual(["a/kernel", "a/bias", "b/kernel", "b/bias"]);
});

test("readH5Weights(bytes) reads bytes that are a view into a larger buffer", async () => {
  const bytes = golden("keras2-weights.h5");
  const buffer = new Uint8Array(bytes.length + 13);
  buffer.set(bytes, 5);
  const weights = await readH5Weights(buffer.subarray(5, 5 + bytes.length));
  expect(plain(weights)).toEqual(expected["keras2-weights.h5"]);
});

test.each([
  ["no bytes", new Uint8Array(0), "Expected a Keras .h5 file (HDF5), found no bytes"],
  ["a text file", new TextEncoder().encode("<!DOCTYPE html><p>Not found"), 'begin with "<!DOCTYPE html><"'],
  ["a .keras archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), '`model.save("model.h5")`'],
  ["a file cut off", golden("keras3-model.h5").subarray(0, 9000), "it has 9000 of 29184 bytes"],
  ["a new-style file cut off", golden("keras2-weights.h5").subarray(0, 999), "it has 999 of 11445 bytes"],
  ["a file cut off in its header", golden("keras2-weights.h5").subarray(0, 20), "it has 20 of 48 bytes"],
  ["a .weights.h5 of Keras 3", golden("keras3.weights.h5"), "found a `.weights.h5` of Keras 3"],
  [
    "HDF5 without Keras",
    golden("not-keras.h5"),
    "(an attribute `layer_names` or a group model_weights), found labels, pictures",
  ],
  [
    "integers",
    golden("integers.h5"),
    "Expected /Conv1/Conv1/kernel:0 in the .h5 file to be float16, float32 or float64, found 64-bit integers",
  ],
  [
    "a missing dataset",
    golden("no-dataset.h5"),
    "lists the weight Conv1/kernel:0 but has no dataset /Conv1/Conv1/kernel:0",
  ],
  ["a missing group", golden("no-group.h5"), "lists the layer Conv1 but has no group /Conv1"],
  [
    "names that are numbers",
    golden("numbers-for-names.h5"),
    "Expected the attribute `layer_names` of / in the .h5 file to be strings, found another type",
  ],
])(
  "readH5Weights(bytes) throws a KerasFileError that says what is wrong with %s",
  async (_, bytes, message) => {
    const error = await failure(bytes);
    expect(error).toBeInstanceOf(KerasFileError);
    expect(String(error)).toContain(message);
  },
);

test.each([
  ["an empty piece", 6912 + 8, 0],
  ["a piece that is too long", 16 + 8, 8000],
  ["more bytes than the file", 8, 40_000],
])("readH5Weights(bytes) throws, and does not hang, for a heap of strings with %s", async (_, at, length) => {
  const bytes = golden("keras3-model.h5");
  const heap = 2048;
  expect(String.fromCharCode(...bytes.subarray(heap, heap + 4))).toBe("GCOL");
  new DataView(bytes.buffer).setBigUint64(heap + at, BigInt(length), true);
  expect(String(await failure(bytes))).toBe(
    "KerasFileError: The .h5 file is damaged: the heap of strings at byte 2048 is broken",
  );
});

test("readH5Weights(bytes) throws a TypeError for what is no Uint8Array", async () => {
  await expect(readH5Weights("weights.h5" as unknown as Uint8Array)).rejects.toThrow(TypeError);
});

test("readH5Weights(bytes) throws only KerasFileError for any bytes", async () => {
  const signature = golden("keras2-weights.h5").subarray(0, 8);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (noise, signed) => {
      const bytes = signed ? Uint8Array.of(...signature, ...noise) : noise;
      expect(await failure(bytes)).toBeInstanceOf(KerasFileError);
    }),
    { numRuns: 300 },
  );
});

test.each(["keras3-model.h5", "keras2-weights.h5"])(
  "readH5Weights(bytes) throws a KerasFileError for %s cut at any length",
  async (name) => {
    const bytes = golden(name);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        expect(await failure(bytes.subarray(0, length))).toBeInstanceOf(KerasFileError);
      }),
      { numRuns: 100 },
    );
  },
);

test.each(["keras3-model.h5", "keras2-weights.h5"])(
  "readH5Weights(bytes) reads %s with some bytes changed, or throws a KerasFileError",
  async (name) => {
    const bytes = golden(name);
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 200 }), async (changes) => {
        const damaged = bytes.slice();
        for (const [at, by] of changes) damaged[at] = Number(damaged[at]) ^ by;
        const error = await failure(damaged);
        if (error === undefined) return;
        refused++;
        expect(error).toBeInstanceOf(KerasFileError);
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(plain(await readH5Weights(bytes))).toEqual(expected[name]);
  },
);

test("readH5Weights(bytes) leaves no file and no open stream behind, whether it reads or throws", async () => {
  const { FS } = await (await import("h5wasm")).ready;
  const files = FS as unknown as { streams: unknown[]; readdir(path: string): string[] };
  const count = () => [files.streams.filter(Boolean).length, files.readdir("/").length];
  const before = count();
  const damaged = golden("keras2-weights.h5").fill(0, 600, 3000);
  for (const bytes of [golden("keras3-model.h5"), golden("integers.h5"), golden("no-dataset.h5"), damaged]) {
    await failure(bytes);
  }
  expect(await failure(damaged)).toBeInstanceOf(KerasFileError);
  expect(count()).toEqual(before);
});

test("readH5Weights(bytes) printed nothing in any of these tests", () => {
  expect(print).not.toHaveBeenCalled();
});
