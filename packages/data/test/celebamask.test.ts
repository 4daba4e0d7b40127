import { plainJpeg, png, temporaryFolder } from "../../image/test/files.ts";
import { celebAMask } from "../src/node.ts";

const jpeg = await plainJpeg(19, 1);
const all = Array.from({ length: 19 }, (_, id) => id);
const folder = (splits: unknown, masks: Record<string, Uint8Array> = { a: png(19, all) }) =>
  temporaryFolder({
    ...Object.fromEntries(Object.keys(masks).map((id) => [`images/${id}.jpg`, jpeg])),
    ...Object.fromEntries(Object.entries(masks).map(([id, mask]) => [`masks/${id}.png`, mask])),
    "splits.json": typeof splits === "string" ? splits : JSON.stringify(splits),
  });

test("celebAMask(dir, split) maps its 19 ids to ours, the subject's left to image-right", async () => {
  const { samples } = await celebAMask(folder({ train: ["a"] }), "train");
  const loaded = await samples[0]?.load();
  expect([...(loaded?.labels.data ?? [])]).toEqual([
    0, 1, 6, 255, 5, 4, 3, 2, 1, 1, 8, 7, 9, 10, 0, 0, 0, 0, 0,
  ]);
});

test("celebAMask(dir, split) has the samples of the split, in the order of splits.json", async () => {
  const mask = png(19, all);
  const dir = folder({ train: ["c", "a"], val: ["b"] }, { a: mask, b: mask, c: mask });
  const { name, split, samples } = await celebAMask(dir, "train");
  expect([name, split, samples.map(({ id }) => id)]).toEqual(["CelebAMask-HQ", "train", ["c", "a"]]);
});

// One row, two lines: brows and eyes above the mouth. CelebA's r_eye (5) and r_brow (7) are image-left.
const twoRows = (upper: number[]) =>
  png(19, [...upper, ...new Array(9).fill(1), 10, ...new Array(9).fill(1)]);
const upright = twoRows([1, 7, 7, 5, 5, 5, 1, 1, 1, 2, 1, 1, 1, 4, 4, 4, 6, 6, 1]);
const swapped = twoRows([1, 6, 6, 4, 4, 4, 1, 1, 1, 2, 1, 1, 1, 5, 5, 5, 7, 7, 1]);
const ourUpright = [1, 2, 2, 4, 4, 4, 1, 1, 1, 6, 1, 1, 1, 5, 5, 5, 3, 3, 1];

async function faces(leftRight?: "repair" | "keep") {
  const tall = await plainJpeg(19, 2);
  const dir = temporaryFolder({
    "images/good.jpg": tall,
    "images/bad.jpg": tall,
    "masks/good.png": upright,
    "masks/bad.png": swapped,
    "splits.json": JSON.stringify({ train: ["good", "bad"] }),
  });
  const dataset = await celebAMask(dir, "train", leftRight ? { leftRight } : {});
  const pairs = await Promise.all(dataset.samples.map((sample) => sample.load()));
  return { dataset, rows: pairs.map(({ labels }) => [...labels.data.subarray(0, 19)]) };
}

test("celebAMask(dir, split) repairs exchanged left and right by default, and says so", async () => {
  const { dataset, rows } = await faces();
  expect(dataset.leftRight).toBe("repair");
  expect(rows).toEqual([ourUpright, ourUpright]);
});

test('celebAMask(dir, split, { leftRight: "keep" }) leaves them', async () => {
  const { dataset, rows } = await faces("keep");
  expect(dataset.leftRight).toBe("keep");
  expect(rows[0]).toEqual(ourUpright);
  expect(rows[1]).toEqual([1, 3, 3, 5, 5, 5, 1, 1, 1, 6, 1, 1, 1, 4, 4, 4, 2, 2, 1]);
});

test("dataset.swapped() lists them, repaired or kept", async () => {
  expect(await (await faces("repair")).dataset.swapped()).toEqual(["bad"]);
  expect(await (await faces("keep")).dataset.swapped()).toEqual(["bad"]);
});

test("celebAMask(dir, split) refuses an unknown leftRight", async () => {
  const options = { leftRight: "fix" } as unknown as { leftRight: "keep" };
  await expect(celebAMask(folder({ train: ["a"] }), "train", options)).rejects.toThrow(
    'Expected `leftRight` to be one of "repair", "keep", got "fix"',
  );
});

test("celebAMask(dir, split) names the splits there are, and refuses an empty one", async () => {
  const dir = folder({ train: ["a"], val: [] });
  await expect(celebAMask(dir, "test")).rejects.toThrow(/Expected a split "test", found train, val/);
  await expect(celebAMask(dir, "val")).rejects.toThrow(
    /splits\.json: Expected names in the split, found none/,
  );
});

test("celebAMask(dir, split) names a broken splits.json, a missing one, and a name in two splits", async () => {
  await expect(celebAMask(folder("{"), "train")).rejects.toThrow(/splits\.json: Expected JSON, found/);
  await expect(celebAMask(folder(["a"]), "train")).rejects.toThrow(
    'Expected {"<split>": ["<name>", ...], ...}',
  );
  await expect(celebAMask(folder({ train: [1] }), "train")).rejects.toThrow('found {"train":[1]}');
  await expect(celebAMask(folder("null"), "train")).rejects.toThrow("found null");
  await expect(celebAMask("/nowhere", "train")).rejects.toThrow("/nowhere: Expected a folder");
  await expect(celebAMask(folder({ train: ["a"], val: ["a"] }), "train")).rejects.toThrow(
    'Expected each name once, found "a" in train and in val',
  );
});

test("celebAMask(dir, split) names an image or label of the split that is missing", async () => {
  await expect(celebAMask(folder({ train: ["a", "z"] }), "train")).rejects.toThrow(
    /images.z\.jpg: Expected an image/,
  );
  const dir = temporaryFolder({ "images/a.jpg": jpeg, "masks/": "", "splits.json": '{"train":["a"]}' });
  await expect(celebAMask(dir, "train")).rejects.toThrow(
    /images.a\.jpg: Expected its label .*masks.a\.png, found none/,
  );
});

test("sample.load() names a value outside CelebAMask-HQ's 0..18", async () => {
  const { samples } = await celebAMask(
    folder(
      { train: ["a"] },
      {
        a: png(
          19,
          all.map((id) => id + 1),
        ),
      },
    ),
    "train",
  );
  await expect(samples[0]?.load()).rejects.toThrow("Expected label values 0..18, 255, found 19 at x 18, y 0");
});
