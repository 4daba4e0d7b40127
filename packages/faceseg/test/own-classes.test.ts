import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { createTaxonomy } from "@faceseg/image";
import { readLabels, saveImage, saveLabelMap } from "@faceseg/image/node";

const guide = fileURLToPath(new URL("../../../docs/guides/your-own-classes.md", import.meta.url));
const script = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const program = [
  process.execPath,
  "--import",
  import.meta.resolve("tsx"),
  "--conditions=@faceseg/source",
  script,
]
  .map((word) => `'${word}'`)
  .join(" ");
const classes = createTaxonomy({ classes: ["background", "skin", "eyes", "hair"] });
/** From the 11 classes of synthetic faces. */
const four = [0, 1, 1, 1, 2, 2, 1, 1, 1, 1, 3];

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "faceseg-own-"));
  for (const folder of ["img", "ann"]) await mkdir(join(place, "faces", folder), { recursive: true });
  for (const [index, sample] of syntheticFaces({ count: 60, size: 64, seed: 5 }).samples.entries()) {
    const { image, labels } = await sample.load();
    const data = labels.data.map((id) => four[id] ?? 255);
    await saveImage(join(place, `faces/img/face-${index}.jpg`), image);
    await saveLabelMap(join(place, `faces/ann/face-${index}.png`), { ...labels, data }, classes);
  }
});
afterAll(() => rm(place, { recursive: true }));

function shell(line: string): Promise<{ code: number | null; text: string }> {
  const child = spawn("sh", ["-c", line.replace(/^npx faceseg/, program)], { cwd: place });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more) => (text += more));
  return new Promise((done) => child.on("close", (code) => done({ code, text })));
}

test("the guide's commands inspect, train, evaluate, compare, export and segment four own classes", async () => {
  const [, block = ""] = /```sh\n([^`]*)```/.exec(await readFile(guide, "utf8")) ?? [];
  const lines = block.trim().split("\n");
  expect(lines.length).toBeLessThanOrEqual(12);
  const texts: string[] = [];
  for (const line of lines) {
    const { code, text } = await shell(line);
    expect({ line, code, text }).toEqual({ line, code: 0, text });
    texts.push(text);
  }
  expect(texts.find((text) => text.includes("0 errors, 0 warnings"))).toContain("4 classes");
  const scored = texts.filter((text) => text.includes("eyes  "));
  expect(scored.at(-1)).toMatch(/b - a with its 95 % interval[\s\S]*eyes .*\[[+-]\d.*, [+-]\d.*\]/);
  const mask = await readLabels(join(place, "face-0-mask.png"));
  expect([mask.width, mask.height]).toEqual([64, 64]);
  expect(Math.max(...mask.data)).toBeLessThan(4);
});

test("a model is not scored by id on data of other classes, and resuming with another setting is refused", async () => {
  await writeFile(join(place, "cars.json"), '["background", "car", "road", "tree"]');
  const cars = await shell("npx faceseg evaluate --model unet/model.onnx --data faces --classes cars.json");
  expect(cars).toMatchObject({ code: 1, text: expect.stringContaining("found no") });
  const other = await shell(
    "npx faceseg train --data faces --network unet --size 64 --epochs 4 --learning-rate 0.01 --out unet --resume",
  );
  expect(other).toMatchObject({ code: 1, text: expect.stringContaining("0.01") });
});

test("fine-tuning on other classes replaces the head and says so; one broken image does not stop segment", async () => {
  await writeFile(
    join(place, "two.json"),
    JSON.stringify({ classes: ["background", { name: "face", values: [1, 2, 3] }] }),
  );
  const three = JSON.stringify({
    classes: ["background", "skin", { name: "hair", values: [3] }, { name: "eyes", values: [2] }],
  });
  await writeFile(join(place, "other.json"), three);
  const reordered = await shell(
    "npx faceseg train --data faces --classes other.json --size 64 --epochs 1 --weights unet --out reordered",
  );
  expect(reordered).toMatchObject({
    code: 0,
    text: expect.stringContaining("new weights for logits, because the model has other classes"),
  });
  const tuned = await shell(
    "npx faceseg train --data faces --classes two.json --size 64 --epochs 1 --weights unet --out tuned",
  );
  expect(tuned).toMatchObject({ code: 0, text: expect.stringContaining("new weights for logits") });
  await writeFile(join(place, "broken.jpg"), "no image");
  const many = await shell(
    "npx faceseg segment broken.jpg faces/img/face-1.jpg --model tuned/model.onnx --out masks",
  );
  expect(many.code).toBe(1);
  expect(many.text).toMatch(/broken\.jpg: Expected/);
  const { data } = await readLabels(join(place, "masks/face-1-mask.png"));
  expect(Math.max(...data)).toBeLessThanOrEqual(1);
  const own = await shell(
    "npx faceseg segment face-0-mask.png --model tuned/model.onnx --out face-0-mask.png",
  );
  expect(own).toMatchObject({ code: 2, text: expect.stringContaining("choose another") });
});
