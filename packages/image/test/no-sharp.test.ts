import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LabelMap, lapa11 } from "../src/index.ts";

const { unstable_mockModule } = import.meta.jest as unknown as {
  unstable_mockModule(id: string, make: () => object): void;
};
let failure: Error = new Error("not set");
unstable_mockModule("sharp", () => {
  throw failure;
});
const { readLabels, readImage, saveLabelMap, saveImage } = await import("../src/node.ts");

test("readImage and saveImage name the command that installs sharp where it is missing", async () => {
  failure = Object.assign(new Error("Cannot find package 'sharp' imported from x"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  await expect(readImage("a.jpg")).rejects.toThrow("needs sharp: npm i sharp");
  const image = { width: 1, height: 1, data: new Uint8Array(3) };
  await expect(saveImage("a.png", image)).rejects.toThrow("needs sharp: npm i sharp");
});

test("readImage leaves the error of a sharp that is installed and does not load", async () => {
  failure = new Error('Could not load the "sharp" module using the linux-x64 runtime');
  await expect(readImage("a.jpg")).rejects.toThrow("Could not load");
});

test("readLabels and saveLabelMap do without sharp", async () => {
  const folder = await mkdtemp(join(tmpdir(), "faceseg-data-"));
  const labels: LabelMap = { width: 2, height: 1, data: Uint8Array.of(0, 10) };
  await saveLabelMap(join(folder, "a.png"), labels, lapa11);
  expect(await readLabels(join(folder, "a.png"))).toEqual(labels);
  await rm(folder, { recursive: true });
});
