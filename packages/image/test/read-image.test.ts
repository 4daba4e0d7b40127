import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { resizeImage } from "../src/index.ts";
import { DataError, openImage, readImage, saveImage } from "../src/node.ts";
import { plainJpeg, png, temporaryFolder } from "./files.ts";
import { blobs } from "./fixtures.ts";

const read = (content: Uint8Array | string, options = {}) =>
  readImage(join(temporaryFolder({ "a.jpg": content }), "a.jpg"), options);

/** Greatest difference of two lists of bytes. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (b[index] as number))),
    0,
  );
};

test("saveImage(file, image), readImage(file) is the image for a PNG, nearly for a JPEG", async () => {
  const { image } = blobs(64);
  const folder = temporaryFolder();
  await saveImage(join(folder, "a.png"), image);
  expect(await readImage(join(folder, "a.png"))).toEqual(image);
  await saveImage(join(folder, "a.jpg"), image);
  const loaded = await readImage(join(folder, "a.jpg"));
  const off = loaded.data.reduce(
    (sum, value, index) => sum + Math.abs(value - (image.data[index] as number)),
    0,
  );
  expect(off / image.data.length).toBeLessThan(10);
});

test("readImage(file) gives red, green, blue in this order", async () => {
  const { width, height, data } = await read(await plainJpeg(5, 3, [200, 100, 50]));
  expect([width, height]).toEqual([5, 3]);
  expect(distance(data.subarray(0, 3), [200, 100, 50])).toBeLessThanOrEqual(2);
});

test("readImage(file, { size }) has that size, whatever the image's shape", async () => {
  expect(await read(await plainJpeg(40, 20), { size: 8 })).toMatchObject({ width: 8, height: 8 });
  expect(await read(await plainJpeg(4, 2), { size: { width: 6, height: 9 } })).toMatchObject({
    width: 6,
    height: 9,
  });
});

test("readImage(file, { size }) is what resizeImage makes of the whole image, for every kind of file", async () => {
  const { image } = blobs(256);
  const raw = { width: 256, height: 256, channels: 3 } as const;
  for (const type of ["jpeg", "png", "webp"] as const) {
    const file = join(temporaryFolder(), `a.${type}`);
    await sharp(image.data, { raw }).toFormat(type).toFile(file);
    for (const side of [32, 64, 100, 128, 300]) {
      expect(await readImage(file, { size: side })).toEqual(resizeImage(await readImage(file), side));
    }
  }
});

test("readImage takes a path, a file URL and bytes, and names what it got in errors", async () => {
  const { image } = blobs(8);
  const file = join(temporaryFolder(), "a.png");
  await saveImage(file, image);
  const bytes = new Uint8Array(readFileSync(file));
  for (const source of [file, pathToFileURL(file), bytes, bytes.buffer]) {
    expect(await readImage(source)).toEqual(image);
  }
  await expect(readImage(bytes.subarray(0, 40))).rejects.toThrow(
    "the bytes: Expected a whole image, found: ",
  );
});

test("readImage(file, { maxPixels }) refuses larger images, and names the size that is legal", async () => {
  const file = join(temporaryFolder(), "a.png");
  await saveImage(file, blobs(64).image);
  await expect(readImage(file, { maxPixels: 1000 })).rejects.toThrow(
    `${file}: Expected at most 1000 pixels, found 64x64; scale it to 31x31, or raise \`maxPixels\``,
  );
  await expect(readImage(file, { maxPixels: 1000 })).rejects.toThrow(DataError);
  expect(await readImage(file, { maxPixels: 4096 })).toMatchObject({ width: 64 });
});

test("readImage(file) turns the image upright as its EXIF orientation says", async () => {
  // Stored with the first row red; orientation 6 says: turn right, so the last column is red.
  const stored = Uint8Array.from({ length: 3 * 16 * 8 }, (_, at) =>
    at % 3 === 0 && at < 3 * 16 * 4 ? 255 : 0,
  );
  const content = await sharp(stored, { raw: { width: 16, height: 8, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
    .toBuffer();
  const upright = await read(content);
  expect([upright.width, upright.height]).toEqual([8, 16]);
  expect(upright.data[3 * 7]).toBeGreaterThan(240);
  expect(upright.data[0]).toBeLessThan(15);
  const small = await read(content, { size: { width: 2, height: 4 } });
  expect(small.data[3]).toBeGreaterThan(200);
  expect(small.data[0]).toBeLessThan(60);
});

test("readImage(file) makes three equal channels of a gray image", async () => {
  const jpeg = await sharp(await plainJpeg(4, 4, [120, 120, 120]))
    .greyscale()
    .jpeg()
    .toBuffer();
  expect(distance((await read(jpeg)).data, new Array(48).fill(120))).toBeLessThanOrEqual(1);
  expect((await read(png(2, [0, 90]))).data).toEqual(Uint8Array.of(0, 0, 0, 90, 90, 90));
  expect((await read(png(2, [0, 1], { depth: 1 }))).data).toEqual(Uint8Array.of(0, 0, 0, 255, 255, 255));
});

test("readImage(file) converts CMYK to sRGB", async () => {
  const jpeg = await sharp(await plainJpeg(8, 8, [150, 120, 100]))
    .toColourspace("cmyk")
    .jpeg()
    .toBuffer();
  expect((await sharp(jpeg).metadata()).channels).toBe(4);
  expect(distance((await read(jpeg)).data.subarray(0, 3), [150, 120, 100])).toBeLessThan(12);
});

test("readImage(file) halves 16 bits to 8, and does not clip them", async () => {
  const deep = png(2, [0, 30000, 65535, 257, 128 * 257, 255 * 257], { depth: 16, channels: 3 });
  expect(distance((await read(deep)).data, [0, 117, 255, 1, 128, 255])).toBeLessThanOrEqual(1);
  expect(
    distance((await read(png(2, [128 * 257, 65535], { depth: 16 }))).data, [128, 128, 128, 255, 255, 255]),
  ).toBeLessThanOrEqual(1);
});

test("readImage(file) sees transparent pixels on black", async () => {
  const { data } = await read(png(2, [200, 100, 50, 255, 200, 100, 50, 0], { channels: 4 }));
  expect([...data]).toEqual([200, 100, 50, 0, 0, 0]);
});

test("readImage(file) reads palette PNGs as colors", async () => {
  const palette = [
    [1, 2, 3],
    [200, 100, 50],
  ];
  expect([...(await read(png(2, [1, 0], { palette }))).data]).toEqual([200, 100, 50, 1, 2, 3]);
});

test("readImage(file) refuses an image of floats, whose white is not known", async () => {
  // sharp writes none: gray, 1 x 1, of 32-bit floats.
  const tags = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 32],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 130],
    [278, 3, 1, 1],
    [279, 4, 1, 4],
    [339, 3, 1, 3],
  ] as const;
  const tiff = Buffer.alloc(134);
  tiff.write("II*\0\x08\0\0\0\x09\0", "latin1");
  for (const [index, [tag, type, count, value]] of tags.entries()) {
    tiff.writeUInt16LE(tag, 10 + 12 * index);
    tiff.writeUInt16LE(type, 12 + 12 * index);
    tiff.writeUInt32LE(count, 14 + 12 * index);
    tiff.writeUInt32LE(value, 18 + 12 * index);
  }
  tiff.writeFloatLE(1, 130);
  await expect(read(tiff)).rejects.toThrow(
    "found: numbers of type float; save it with 8 or 16 bits a channel",
  );
});

test("readImage(file) refuses a missing file, naming it", async () => {
  await expect(readImage("/nowhere/a.jpg")).rejects.toThrow("/nowhere/a.jpg: Expected a readable file");
  await expect(readImage("/nowhere/a.jpg")).rejects.toThrow(DataError);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("openImage(file).orientation is %i as EXIF says", async (orientation) => {
  const bytes = await sharp(await plainJpeg(6, 4))
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
  const opened = await openImage(bytes);
  expect(opened.orientation).toBe(orientation);
  expect(opened.size).toEqual(orientation > 4 ? { width: 4, height: 6 } : { width: 6, height: 4 });
  expect((await openImage(await plainJpeg(6, 4))).orientation).toBe(1);
});
