import { join } from "node:path";
import { celebAMask19, createTaxonomy, lapa11 } from "@faceseg/image";
import sharp from "sharp";
import { plainJpeg, png, temporaryFolder } from "../../image/test/files.ts";
import { folderDataset, inspectDataset, openDataset, readClasses } from "../src/node.ts";
import { syntheticFaces } from "../src/synthetic/index.ts";

const jpeg = await plainJpeg(4, 4);
const classes = createTaxonomy({ classes: ["background", "skin", "hair"] });
const mask = png(4, [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 1, 1, 2, 2, 255, 0]);
const wanted = [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 1, 1, 2, 2, 255, 0];
const first = async (dir: string, split = "train", options = {}) => {
  const { samples } = await openDataset(dir, split, options);
  return [...((await samples[0]?.load())?.labels.data ?? [])];
};
const json = JSON.stringify;
const color = (pixels: readonly number[], alpha = false) =>
  sharp(Uint8Array.from(pixels), { raw: { width: 2, height: 1, channels: alpha ? 4 : 3 } })
    .png()
    .toBuffer();

test.each([
  ["img/ and ann/ in splits", { "train/img/a.jpg": jpeg, "train/ann/a.png": mask }],
  ["splits in img/ and ann/", { "img/train/a.jpg": jpeg, "ann/train/a.png": mask }],
  ["splits.json", { "img/a.jpg": jpeg, "ann/a.png": mask, "splits.json": json({ train: ["a"] }) }],
  ["train.txt", { "img/a.jpg": jpeg, "ann/a.png": mask, "train.txt": "img/a.jpg\n" }],
  [
    "JPEGImages/ and SegmentationClass/",
    { "JPEGImages/train/a.jpg": jpeg, "SegmentationClass/train/a.png": mask },
  ],
])("openDataset recognizes %s with a classes.json", async (_, files) => {
  const dir = temporaryFolder({ ...files, "classes.json": json(["background", "skin", "hair"]) });
  expect(await first(dir)).toEqual(wanted);
});

test("folderDataset draws the same splits each time, without overlap, by the shares", async () => {
  const files = Object.fromEntries(
    Array.from(
      { length: 20 },
      (_, i) =>
        [
          [`a/${i}.jpg`, jpeg],
          [`b/${i}.png`, mask],
        ] as const,
    ).flat(),
  );
  const dir = temporaryFolder(files);
  const ids = async (split: string, shares?: number[]) =>
    (
      await folderDataset(dir, split, { classes, images: "a", labels: "b", ...(shares && { shares }) })
    ).samples.map(({ id }) => id);
  const all = [await ids("train"), await ids("val"), await ids("test")];
  expect(all.map((list) => list.length)).toEqual([16, 2, 2]);
  expect(new Set(all.flat()).size).toBe(20);
  expect(await ids("train")).toEqual(all[0]);
  expect((await ids("val", [0.5, 0.25, 0.25])).length).toBe(5);
  await expect(ids("val", [0.5, 0.5, 0.5])).rejects.toThrow(/sum is 1/);
});

test("masks of colors, by classes.json or CVAT's labelmap.txt; 0 and 255 for two classes", async () => {
  const image = await plainJpeg(2, 1);
  const three = { "img/train/a.jpg": image, "ann/train/a.png": await color([255, 0, 0, 0, 0, 0]) };
  const named = {
    classes: [
      { name: "background", color: "#000" },
      { name: "hair", color: [255, 0, 0] },
    ],
  };
  expect(await first(temporaryFolder({ ...three, "classes.json": json(named) }))).toEqual([1, 0]);
  const labelMap = "# label:color_rgb:parts:actions\nhair:255,0,0::\nbackground:0,0,0::\n";
  expect(await first(temporaryFolder({ ...three, "labelmap.txt": labelMap }))).toEqual([1, 0]);
  const strange = temporaryFolder({
    ...three,
    "ann/train/a.png": await color([9, 9, 9, 0, 0, 0]),
    "labelmap.txt": labelMap,
  });
  await expect(first(strange)).rejects.toThrow("found #090909 at x 0, y 0");
  const binary = {
    "img/train/a.jpg": image,
    "ann/train/a.png": png(2, [255, 0]),
    "classes.json": json(["hair"]),
  };
  expect(await first(temporaryFolder(binary))).toEqual([1, 0]);
  // 1 somewhere: then 255 is ignored.
  const ids = { ...binary, "img/train/b.jpg": image, "ann/train/b.png": png(2, [1, 0]) };
  expect(await first(temporaryFolder(ids))).toEqual([255, 0]);
});

test("inspectDataset tells 0 and 255 read as ids, and masks resized by interpolation", async () => {
  const binary = temporaryFolder({
    "train/images/a.jpg": jpeg,
    "train/labels/a.png": png(
      4,
      wanted.map((id) => (id ? 255 : 0)),
    ),
  });
  const codes = async (dir: string) =>
    (await inspectDataset(dir, { classes: lapa11 })).findings.map(({ code }) => code);
  expect(await codes(binary)).toContain("binary-masks");
  const side = 64;
  const [face] = syntheticFaces({ count: 1, size: side / 2, seed: 2 }).samples;
  const loaded = await face?.load();
  if (!loaded) throw new Error("no face");
  const { data } = await sharp(loaded.labels.data, { raw: { width: 32, height: 32, channels: 1 } })
    .resize(side, side, { kernel: "linear" })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const soft = temporaryFolder({
    "train/images/a.jpg": await plainJpeg(side, side),
    "train/labels/a.png": png(side, [...data]),
  });
  expect(await codes(soft)).toContain("interpolated-mask");
  const sharpMask = temporaryFolder({
    "train/images/a.jpg": await plainJpeg(32, 32),
    "train/labels/a.png": png(32, [...loaded.labels.data]),
  });
  expect(await codes(sharpMask)).not.toContain("interpolated-mask");
});

const part = (pixels: number[]) => png(2, pixels);
test("CelebAMask-HQ as published: masks of parts at half the size, the higher official id on top", async () => {
  const dir = temporaryFolder({
    "CelebA-HQ-img/0.jpg": jpeg,
    "CelebAMask-HQ-mask-anno/0/00000_skin.png": part([255, 255, 255, 255]),
    "CelebAMask-HQ-mask-anno/0/00000_l_eye.png": part([0, 255, 0, 0]),
    "CelebAMask-HQ-mask-anno/0/00000_hair.png": part([0, 0, 0, 255]),
    "CelebA-HQ-to-CelebA-mapping.txt": "idx orig_idx orig_file\n0 5 000006.jpg\n",
    "list_eval_partition.txt": "000006.jpg 1\n",
  });
  const doubled = ([a, b, c, d]: number[]) => [a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d];
  // The subject's left eye is the viewer's right one.
  expect(await first(dir, "val", { classes: celebAMask19, leftRight: "keep" })).toEqual(
    doubled([1, 5, 1, 13]),
  );
  expect(await first(dir, "val", { leftRight: "keep" })).toEqual(doubled([1, 5, 1, 10]));
});

test("polygons: LabelMe and COCO fill the pixels whose centers they hold, and run lengths go by columns", async () => {
  const shapes = [
    {
      label: "skin",
      points: [
        [0, 0],
        [4, 0],
        [4, 2],
        [0, 2],
      ],
    },
    {
      label: "Hair",
      points: [
        [1, 1],
        [3, 3],
      ],
      shape_type: "rectangle",
    },
  ];
  const drawn = [1, 1, 1, 1, 1, 2, 2, 1, 0, 2, 2, 0, 0, 0, 0, 0];
  const labelme = {
    "a.jpg": jpeg,
    "a.json": json({ shapes, imageWidth: 4, imageHeight: 4 }),
    "train.txt": "a",
  };
  expect(
    await first(temporaryFolder({ ...labelme, "classes.json": json(["background", "skin", "hair"]) })),
  ).toEqual(drawn);
  await expect(first(temporaryFolder(labelme))).rejects.toThrow("Expected the classes of its masks");
  const coco = {
    images: [{ id: 7, file_name: "a.jpg", width: 4, height: 4 }],
    categories: [
      { id: 3, name: "skin" },
      { id: 9, name: "hair" },
    ],
    annotations: [
      { image_id: 7, category_id: 3, segmentation: [[0, 0, 4, 0, 4, 2, 0, 2]] },
      { image_id: 7, category_id: 9, segmentation: { size: [4, 4], counts: [5, 2, 2, 2, 5] } },
    ],
  };
  expect(
    await first(temporaryFolder({ "images/a.jpg": jpeg, "annotations/train.json": json(coco) })),
  ).toEqual(drawn);
});

test("a set in LaPa's layout with other classes is refused; the other coding of CelebAMask-HQ is named", async () => {
  const faces = await Promise.all(
    syntheticFaces({ count: 6, size: 48, seed: 4 }).samples.map((sample) => sample.load()),
  );
  const image = await plainJpeg(48, 48);
  const files = (folder: (id: number) => readonly [string, string], map: readonly number[]) =>
    Object.fromEntries(
      faces.flatMap(({ labels }, id) => {
        const [picture, labelFile] = folder(id);
        return [
          [picture, image],
          [
            labelFile,
            png(
              48,
              [...labels.data].map((value) => map[value] ?? 255),
            ),
          ],
        ];
      }),
    );
  const four = [0, 1, 1, 1, 1, 1, 1, 3, 3, 3, 2];
  const lapaLike = temporaryFolder(files((id) => [`train/images/${id}.jpg`, `train/labels/${id}.png`], four));
  await expect(openDataset(lapaLike, "train")).rejects.toThrow(/Expected masks of LaPa's 11 classes, found/);
  const report = await inspectDataset(lapaLike);
  expect(report.findings.map(({ code }) => code)).toContain("unknown-classes");
  const own = temporaryFolder(
    files(
      (id) => [`train/images/${id}.jpg`, `train/labels/${id}.png`],
      lapa11.classes.map(({ id }) => id),
    ),
  );
  expect((await openDataset(own, "train")).name).toBe("LaPa");
  // From LaPa's ids to those of face-parsing.PyTorch: the viewer's left is the subject's right.
  const other = [0, 1, 3, 2, 5, 4, 10, 12, 11, 13, 17];
  const celeb = temporaryFolder({
    ...files((id) => [`images/${id}.jpg`, `masks/${id}.png`], other),
    "splits.json": json({ train: ["0", "1", "2", "3", "4", "5"] }),
  });
  await expect(openDataset(celeb, "train")).rejects.toThrow(/they fit the coding "face-parsing-pytorch"/);
  const { samples } = await openDataset(celeb, "train", {
    coding: "face-parsing-pytorch",
    leftRight: "keep",
  });
  expect((await samples[0]?.load())?.labels.data).toEqual(faces[0]?.labels.data);
});

test("names match after Unicode normalization, and an error says what differs where they look alike", async () => {
  const dir = temporaryFolder({
    "train/img/e\u0301.jpg": jpeg,
    "train/ann/\u00e9.png": mask,
    "classes.json": json(["a", "b", "c"]),
  });
  expect(await first(dir)).toEqual(wanted);
  const alike = temporaryFolder({
    "train/img/a.jpg": jpeg,
    "train/ann/a_mask.png": mask,
    "classes.json": json(["a", "b", "c"]),
  });
  await expect(first(alike)).rejects.toThrow(/a_mask\.png looks similar, but "a_mask" is not "a"/);
});

test("readClasses names the file and what is wrong in it", async () => {
  const dir = temporaryFolder({ "classes.json": json(["a", "a"]), "broken.json": "{" });
  await expect(readClasses(join(dir, "classes.json"))).rejects.toThrow(
    /classes\.json: Expected classes with different names/,
  );
  await expect(readClasses(join(dir, "broken.json"))).rejects.toThrow(/broken\.json: Expected JSON/);
});

test("CelebAMask-HQ's 19 ids in any pair of folders: the subject's left changes sides, other ids are refused", async () => {
  const faces = await Promise.all(
    syntheticFaces({ count: 4, size: 48, seed: 4 }).samples.map((sample) => sample.load()),
  );
  const image = await plainJpeg(48, 48);
  const folder = (map: readonly number[]) =>
    temporaryFolder(
      Object.fromEntries(
        faces.flatMap(({ labels }, id) => [
          [`img/train/${id}.jpg`, image],
          [
            `ann/train/${id}.png`,
            png(
              48,
              [...labels.data].map((value) => map[value] ?? 255),
            ),
          ],
        ]),
      ),
    );
  // From LaPa's ids to the official ones: 4 is l_eye, the viewer's right; to ours, 4 is the viewer's left.
  const official = folder([0, 1, 7, 6, 5, 4, 2, 11, 10, 12, 13]);
  const ours = [0, 1, 6, 7, 4, 5, 2, 11, 10, 12, 13];
  const wantedIds = [...(faces[0]?.labels.data ?? [])].map((id) => ours[id] ?? 255);
  for (const leftRight of ["keep", "repair"] as const) {
    expect(await first(official, "train", { classes: celebAMask19, leftRight })).toEqual(wantedIds);
  }
  // Masks that were written with our own ids are put in order.
  expect(await first(folder(ours), "train", { classes: celebAMask19 })).toEqual(wantedIds);
  const lapaIds = folder(lapa11.classes.map(({ id }) => id));
  await expect(first(lapaIds, "train", { classes: celebAMask19 })).rejects.toThrow(
    /Expected masks of CelebAMask-HQ's 19/,
  );
});

test("inspectDataset warns of classes in other places than their names say, and of turned images", async () => {
  const faces = await Promise.all(
    syntheticFaces({ count: 4, size: 48, seed: 4 }).samples.map((sample) => sample.load()),
  );
  const upright = await plainJpeg(48, 48);
  const turned = await sharp(upright).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const folder = (names: string[], map: readonly number[], image: Uint8Array) =>
    temporaryFolder({
      "classes.json": json(names),
      ...Object.fromEntries(
        faces.flatMap(({ labels }, id) => [
          [`img/train/${id}.jpg`, image],
          [
            `ann/train/${id}.png`,
            png(
              48,
              [...labels.data].map((value) => map[value] ?? 255),
            ),
          ],
        ]),
      ),
    });
  const map = [0, 1, 1, 1, 1, 1, 2, 3, 3, 3, 1];
  const codes = async (dir: string) => (await inspectDataset(dir)).findings.map(({ code }) => code);
  expect(await codes(folder(["background", "skin", "nose", "upper lip"], map, upright))).not.toContain(
    "implausible-class",
  );
  const { findings } = await inspectDataset(
    folder(["background", "skin", "upper lip", "nose"], map, upright),
  );
  expect(findings.find(({ code }) => code === "implausible-class")?.message).toMatch(
    /Expected "nose" above "upper lip", found otherwise in \d of \d masks/,
  );
  expect(await codes(folder(["background", "skin", "nose", "upper lip"], map, turned))).toContain(
    "turned-image",
  );
});
