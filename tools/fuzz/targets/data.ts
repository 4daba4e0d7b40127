import { rmSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspectDataset, openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { ignoreId, lapa11, type Random } from "@faceseg/image";
import { idCoding, readImage, readLabels } from "@faceseg/image/node";
import sharp from "sharp";
import { mutateBytes, pick } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import { mutateJpeg, mutatePng } from "../picture-bytes.ts";
import { scratch } from "../scratch.ts";
import type { Target } from "../target.ts";

const side = 32;
const [face] = syntheticFaces({ count: 1, size: side, seed: 1 }).samples;
const { image, labels } = await (face as NonNullable<typeof face>).load();
const picture = () => sharp(image.data, { raw: { width: side, height: side, channels: 3 } });
const grey = () => sharp(labels.data, { raw: { width: side, height: side, channels: 1 } });

const jpegs = [
  await picture().jpeg().toBuffer(),
  await picture()
    .jpeg({ progressive: true, quality: 40 })
    .withExif({ IFD0: { Software: "fuzz" } })
    .toBuffer(),
  await picture().toColourspace("cmyk").jpeg().toBuffer(),
];
const pngs = [
  await picture().png().toBuffer(),
  await picture().png({ palette: true }).toBuffer(),
  await picture().toColourspace("rgb16").png({ progressive: true }).toBuffer(),
];
const labelPngs = [
  await grey().toColourspace("b-w").png().toBuffer(),
  await grey().toColourspace("b-w").png({ palette: true, colours: 16 }).toBuffer(),
  await grey().toColourspace("grey16").png({ progressive: true }).toBuffer(),
];

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(scratch(), name);
  await writeFile(path, content);
  return path;
}

function expectIt(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Taken, though ${what}`);
}

const pictureBytes = (random: Random) => {
  switch (random.integer(0, 3)) {
    case 0:
      return mutateJpeg(random, pick(random, jpegs));
    case 1:
      return mutatePng(random, pick(random, pngs));
    default:
      return mutateBytes(random, [...jpegs, ...pngs]);
  }
};

const pictures: Target = {
  name: "pictures",
  inputs: 4000,
  errors: ["DataError"],
  async run(random) {
    const path = await file("picture.jpg", pictureBytes(random));
    const size = random.integer(0, 1) === 0 ? {} : { size: 16 };
    const { width, height, data } = await readImage(path, size);
    expectIt(data.length === 3 * width * height, `${data.length} bytes are no ${width}x${height} picture`);
  },
};

const labelMaps: Target = {
  name: "labels",
  inputs: 4000,
  errors: ["DataError"],
  async run(random) {
    const bytes =
      random.integer(0, 1) === 0
        ? mutatePng(random, pick(random, labelPngs))
        : mutateBytes(random, labelPngs);
    const { width, height, data } = await readLabels(await file("labels.png", bytes), {
      coding: idCoding(lapa11),
    });
    expectIt(data.length === width * height, `${data.length} bytes are no ${width}x${height} label map`);
    expectIt(
      data.every((id) => id < lapa11.classes.length || id === ignoreId),
      "an id is no class",
    );
  },
};

/** Data sets of CelebAMask-HQ's layout with a broken splits.json, files of odd names, and links out of the folder. */
const folders: Target = {
  name: "folders",
  inputs: 1500,
  errors: ["DataError"],
  async run(random) {
    const dir = join(scratch(), "set");
    rmSync(dir, { recursive: true, force: true });
    await mkdir(join(dir, "images"), { recursive: true });
    await mkdir(join(dir, "masks"));
    for (const id of ["a", "b"]) {
      await writeFile(join(dir, "images", `${id}.jpg`), jpegs[0] as Uint8Array);
      await writeFile(join(dir, "masks", `${id}.png`), labelPngs[0] as Uint8Array);
    }
    const linked = random.integer(0, 3) === 0;
    if (linked) {
      const target = pick(random, [
        "/etc/passwd",
        "/dev/zero",
        "/dev/full",
        dir,
        "nowhere",
        "c.jpg",
        "a.jpg",
      ]);
      await symlink(target, join(dir, "images", "c.jpg"));
      await writeFile(join(dir, "masks", "c.png"), labelPngs[0] as Uint8Array);
    }
    const splits = JSON.stringify({ train: ["a"], test: linked ? ["b", "c"] : ["b"] });
    await writeFile(
      join(dir, "splits.json"),
      random.integer(0, 2) === 0 ? splits : mutateJson(random, splits),
    );
    const { errors, findings } = await inspectDataset(dir, { coding: "celebamask" });
    expectIt(errors === findings.filter(({ severity }) => severity === "error").length, "its sums differ");
    const split = pick(random, ["train", "test", "__proto__"]);
    const dataset = await openDataset(dir, split, { coding: "celebamask" });
    for (const sample of dataset.samples) {
      await sample.load({ size: { width: 8, height: 8 } });
    }
  },
};

export const dataTargets: readonly Target[] = [pictures, labelMaps, folders];
