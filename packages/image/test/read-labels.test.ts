import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { lapa11 } from "../src/index.ts";
import { DataError, idCoding, readLabels, saveLabelMap } from "../src/node.ts";
import { png, temporaryFolder } from "./files.ts";
import { labelMap } from "./fixtures.ts";

const read = (content: Uint8Array | string, options = {}) =>
  readLabels(join(temporaryFolder({ "a.png": content }), "a.png"), options);

test("readLabels(file) reads palette indices, not colors", async () => {
  const palette = Array.from({ length: 16 }, (_, index) => [255 - index, 7, 7]);
  expect(await read(png(3, [0, 10, 3, 4, 5, 6], { palette }))).toEqual(labelMap([0, 10, 3], [4, 5, 6]));
});

for (const depth of [1, 2, 4, 8, 16] as const) {
  for (const kind of ["gray", "palette"] as const) {
    if (kind === "palette" && depth === 16) continue;
    test(`readLabels(file) reads a ${kind} PNG of ${depth} bits, rows that end within a byte too`, async () => {
      const most = Math.min(2 ** depth - 1, 10);
      const values = Array.from({ length: 15 }, (_, index) => (index * 7) % (most + 1));
      const palette = Array.from({ length: 2 ** Math.min(depth, 8) }, () => [9, 9, 9]);
      const content = png(5, values, { depth, ...(kind === "palette" ? { palette } : {}) });
      expect([...(await read(content)).data]).toEqual(values);
    });
  }
}

test("readLabels(file) reads interlaced PNGs of 8 and 16 bits and refuses smaller depths", async () => {
  const values = Array.from({ length: 81 }, (_, index) => index % 11);
  expect([...(await read(png(9, values, { interlace: "Adam7" }))).data]).toEqual(values);
  expect([...(await read(png(9, values, { interlace: "Adam7", depth: 16 }))).data]).toEqual(values);
  const small = png(2, [0, 1, 2, 3], { depth: 4 });
  small[28] = 1;
  await expect(read(small)).rejects.toThrow("Expected an interlaced PNG to have 8 or 16 bits, found 4");
});

test("readLabels(file) keeps 255 as ignore", async () => {
  expect([...(await read(png(2, [255, 1]))).data]).toEqual([255, 1]);
});

test("readLabels(file, { coding }) maps the file's values", async () => {
  expect([...(await read(png(3, [0, 1, 2]), { coding: [0, 7, 255] })).data]).toEqual([0, 7, 255]);
});

test("readLabels(file, { coding }) names the pixel and the value that is no class", async () => {
  const coding = idCoding(lapa11);
  await expect(read(png(3, [0, 0, 0, 0, 11, 0]), { coding })).rejects.toThrow(
    "a.png: Expected label values 0..10, 255, found 11 at x 1, y 1",
  );
  await expect(read(png(1, [256], { depth: 16 }), { coding })).rejects.toThrow("found 256 at x 0, y 0");
  await expect(read(png(1, [3]), { coding: [0, 1, 2] })).rejects.toThrow(
    "Expected label values 0..2, found 3",
  );
});

test("readLabels(file) refuses color PNGs", async () => {
  await expect(read(png(1, [1, 2, 3], { channels: 3 }))).rejects.toThrow(
    "Expected a palette or gray PNG, found RGB",
  );
  await expect(read(png(1, [1, 2], { channels: 2 }))).rejects.toThrow("found gray with alpha");
  await expect(read(png(1, [1, 2, 3, 4], { channels: 4 }))).rejects.toThrow("found RGB with alpha");
});

test("readLabels(file) refuses what is no PNG, a missing file and an empty one, naming it", async () => {
  await expect(read("not an image, but long enough to be one")).rejects.toThrow("found no PNG header");
  await expect(read("")).rejects.toThrow("found no PNG header");
  const missing = readLabels("/nowhere/a.png");
  await expect(missing).rejects.toThrow("/nowhere/a.png: Expected a readable file");
  await expect(missing).rejects.toBeInstanceOf(DataError);
  await expect(missing).rejects.toMatchObject({ name: "DataError", file: "/nowhere/a.png" });
});

test("readLabels(file) refuses a PNG cut short at any point, and one with a changed byte", async () => {
  const values = Array.from({ length: 4096 }, (_, index) => (index * index) % 11);
  const content = png(64, values);
  for (const share of [0.1, 0.5, 0.9, 0.999]) {
    await expect(read(content.subarray(0, Math.floor(share * content.length)))).rejects.toThrow(DataError);
  }
  const changed = content.slice();
  const middle = Math.floor(content.length / 2);
  changed[middle] = (content[middle] as number) ^ 1;
  await expect(read(changed)).rejects.toThrow("Expected a whole PNG, found:");
});

test("readLabels(file, { expectedSize }) names both sizes when they differ", async () => {
  await expect(read(png(3, [0, 1, 2]), { expectedSize: { width: 2, height: 1 } })).rejects.toThrow(
    "a.png: Expected the image's size 2x1, found 3x1",
  );
});

test("saveLabelMap(file, labels) writes a palette PNG of the ids in the classes' colors", async () => {
  const file = join(temporaryFolder(), "out.png");
  const labels = labelMap([0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 255]);
  await saveLabelMap(file, labels, lapa11);
  expect(await readLabels(file)).toEqual(labels);
  const bytes = readFileSync(file);
  const colors = bytes.indexOf("PLTE") + 4;
  expect(bytes[25]).toBe(3);
  expect([...bytes.subarray(colors, colors + 33)]).toEqual(lapa11.classes.flatMap(({ color }) => color));
  expect([...bytes.subarray(colors + 765, colors + 768)]).toEqual([255, 255, 255]);
});

/** A PNG whose header says `width` x `height`, whatever its pixels are. */
function resized(bytes: Uint8Array, width: number, height: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(width, 16);
  copy.writeUInt32BE(height, 20);
  copy.writeUInt32BE(crc32(copy.subarray(12, 29)), 29);
  return copy;
}

test("readLabels(file) refuses absurd sizes by the header alone", async () => {
  await expect(read(resized(png(2, [0, 0, 0, 0]), 100_000, 100_000))).rejects.toThrow(
    "Expected at most 67108864 pixels, found 100000x100000",
  );
});

test("readLabels(file) refuses a bomb: pixels that unpack to more than the image has", async () => {
  const bomb = resized(png(4096, new Array(4096 * 1024).fill(0)), 16, 16);
  await expect(read(bomb)).rejects.toThrow("more than the 384 bytes of pixels that 16x16 can have");
});

test("readLabels(file) refuses a second header, and does without color profiles", async () => {
  const bytes = Buffer.from(png(2, [0, 1, 2, 3]));
  const header = bytes.subarray(8, 33);
  const twice = Buffer.concat([
    bytes.subarray(0, 33),
    resized(bytes, 9, 9).subarray(8, 33),
    bytes.subarray(33),
  ]);
  await expect(read(twice)).rejects.toThrow("two headers");
  const profile = Buffer.concat([Buffer.from([0, 0, 0, 3]), Buffer.from("iCCPabc"), Buffer.alloc(4)]);
  const colored = Buffer.concat([bytes.subarray(0, 8), header, profile, bytes.subarray(33)]);
  expect([...(await read(colored)).data]).toEqual([0, 1, 2, 3]);
});

test("readLabels(file) refuses a pipe, which may never end", async () => {
  const file = join(temporaryFolder(), "a.png");
  execFileSync("/usr/bin/env", ["mkfifo", file]);
  await expect(readLabels(file)).rejects.toThrow(`${file}: Expected a file, found a pipe or device`);
});
