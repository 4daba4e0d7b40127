import { rmSync } from "node:fs";
import { join } from "node:path";
import { lapa11 } from "@faceseg/image";
import { DataError } from "@faceseg/image/node";
import { plainJpeg, png, temporaryFolder } from "../../image/test/files.ts";
import { lapa, openDataset } from "../src/node.ts";

const jpeg = await plainJpeg(4, 4);
const labels = png(4, [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3]);

test("lapa(dir, split) pairs by name, in order of name, whatever else lies there", async () => {
  const dir = temporaryFolder({
    "val/images/b.jpg": jpeg,
    "val/images/a.1.JPG": jpeg,
    "val/images/.DS_Store": "",
    "val/labels/a.1.png": labels,
    "val/labels/b.png": png(4, new Array(16).fill(10)),
    "val/landmarks/b.txt": "106",
  });
  const { name, split, samples } = await lapa(dir, "val");
  expect([name, split, samples.map(({ id }) => id)]).toEqual(["LaPa", "val", ["a.1", "b"]]);
  expect((await samples[1]?.load())?.labels.data).toEqual(new Uint8Array(16).fill(10));
});

test("sample.load({ size }) gives image and labels at that size, labels by nearest pixel", async () => {
  const dir = temporaryFolder({ "val/images/a.jpg": jpeg, "val/labels/a.png": labels });
  const { samples } = await lapa(dir, "val");
  const small = await samples[0]?.load({ size: { width: 2, height: 2 } });
  expect([...(small?.labels.data ?? [])]).toEqual([0, 1, 2, 3]);
  expect(small?.image).toMatchObject({ width: 2, height: 2 });
  expect(small?.image.data).toHaveLength(12);
  expect(await samples[0]?.load()).toMatchObject({
    id: "a",
    image: { width: 4, height: 4 },
    labels: { width: 4 },
  });
});

test("lapa(dir, split) names a missing folder", async () => {
  await expect(lapa("/nowhere", "val")).rejects.toThrow("/nowhere: Expected a folder, found: ENOENT");
});

test("lapa(dir, split) names the splits there are", async () => {
  const dir = temporaryFolder({
    "train/images/": "",
    "train/labels/": "",
    "val/images/": "",
    "val/labels/": "",
    "x/": "",
  });
  await expect(lapa(dir, "test")).rejects.toThrow(`${dir}: Expected a split "test", found train, val`);
  await expect(lapa(temporaryFolder(), "test")).rejects.toThrow(
    "Expected images/ and labels/ in it or in each split, found nothing",
  );
});

test("lapa(dir, split) refuses an empty split", async () => {
  const dir = temporaryFolder({ "val/images/notes.txt": "", "val/labels/": "" });
  await expect(lapa(dir, "val")).rejects.toThrow(`${join(dir, "val", "images")}: Expected images`);
});

test("lapa(dir, split) names an image without label, and a label without image", async () => {
  const noLabel = temporaryFolder({
    "val/images/a.jpg": jpeg,
    "val/images/b.jpg": jpeg,
    "val/labels/b.png": labels,
  });
  await expect(lapa(noLabel, "val")).rejects.toThrow(
    /val.images.a\.jpg: Expected its label .*labels.a\.png, found none/,
  );
  const noImage = temporaryFolder({
    "val/images/b.jpg": jpeg,
    "val/labels/a.png": labels,
    "val/labels/b.png": labels,
  });
  await expect(lapa(noImage, "val")).rejects.toThrow(
    /val.labels.a\.png: Expected its image .*images.a\.jpg, found none/,
  );
});

test("lapa(dir, split) refuses two images of one name", async () => {
  const dir = temporaryFolder({
    "val/images/a.jpg": jpeg,
    "val/images/a.png": jpeg,
    "val/labels/a.png": labels,
  });
  await expect(lapa(dir, "val")).rejects.toThrow('Expected one file named "a"');
});

test("sample.load() names a label map of another size than its image", async () => {
  const dir = temporaryFolder({ "val/images/a.jpg": jpeg, "val/labels/a.png": png(4, [0, 0, 0, 0]) });
  const { samples } = await lapa(dir, "val");
  const loading = samples[0]?.load({ size: { width: 2, height: 2 } });
  await expect(loading).rejects.toThrow(/labels.a\.png: Expected the shape of the image, 4x4, found 4x1/);
  await expect(loading).rejects.toBeInstanceOf(DataError);
});

test("sample.load({ size }) finds a wrong id even where the smaller map does not look", async () => {
  const values = new Array(16).fill(0);
  values[3] = 19;
  const dir = temporaryFolder({ "val/images/a.jpg": jpeg, "val/labels/a.png": png(4, values) });
  const { samples } = await lapa(dir, "val");
  await expect(samples[0]?.load({ size: { width: 1, height: 1 } })).rejects.toThrow("found 19 at x 3, y 0");
});

test("sample.load() names a file that has gone", async () => {
  const dir = temporaryFolder({ "val/images/a.jpg": jpeg, "val/labels/a.png": labels });
  const { samples } = await lapa(dir, "val");
  rmSync(join(dir, "val", "labels", "a.png"));
  await expect(samples[0]?.load()).rejects.toThrow(/a\.png: Expected a readable file, found no such file/);
});

test("openDataset(dir, split) recognizes LaPa and CelebAMask-HQ by their layout", async () => {
  const one = temporaryFolder({ "val/images/a.jpg": jpeg, "val/labels/a.png": labels });
  const other = temporaryFolder({
    "images/a.jpg": jpeg,
    "masks/a.png": labels,
    "splits.json": '{"val":["a"]}',
  });
  expect((await openDataset(one, "val", { classes: lapa11 })).name).toBe("LaPa");
  expect(await openDataset(other, "val", { leftRight: "keep", coding: "celebamask" })).toMatchObject({
    name: "CelebAMask-HQ",
    leftRight: "keep",
  });
});

test("openDataset(dir, split) says what it looked for and what is there", async () => {
  const dir = temporaryFolder({ "images/a.jpg": jpeg, "readme.txt": "" });
  await expect(openDataset(dir, "val")).rejects.toThrow(
    /Expected <split>.images. and <split>.labels. \(LaPa\), images.*found images, readme.txt; name the folders/,
  );
  await expect(openDataset(temporaryFolder(), "val")).rejects.toThrow("found nothing");
  await expect(openDataset("/nowhere", "val")).rejects.toThrow("/nowhere: Expected a folder");
});
