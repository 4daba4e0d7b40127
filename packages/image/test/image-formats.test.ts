import sharp from "sharp";
import { readImage } from "../src/node.ts";
import { blobs } from "./fixtures.ts";

const { image } = blobs(32);
const picture = () => sharp(image.data, { raw: { width: 32, height: 32, channels: 3 } });
const plain = (background: string) => sharp({ create: { width: 6, height: 4, channels: 3, background } });
const formats = "JPEG, PNG, WebP, AVIF, TIFF, GIF, BMP or SVG";

test.each([
  ["JPEG", () => picture().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer(), 6],
  [
    "progressive JPEG",
    () => picture().jpeg({ quality: 100, chromaSubsampling: "4:4:4", progressive: true }).toBuffer(),
    6,
  ],
  ["PNG", () => picture().png().toBuffer(), 0],
  ["WebP", () => picture().webp({ lossless: true }).toBuffer(), 0],
  ["AVIF", () => picture().avif({ lossless: true, chromaSubsampling: "4:4:4" }).toBuffer(), 2],
  ["TIFF", () => picture().tiff({ compression: "lzw" }).toBuffer(), 0],
  ["GIF", () => picture().gif({ dither: 0 }).toBuffer(), 60],
] as const)("readImage(file) reads %s", async (_, encode, most) => {
  const { data } = await readImage(await encode());
  const furthest = data.reduce(
    (far, value, at) => Math.max(far, Math.abs(value - (image.data[at] as number))),
    0,
  );
  expect(furthest).toBeLessThanOrEqual(most);
});

test("readImage(file) reads SVG", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><rect width="1" height="1" fill="red"/></svg>';
  expect([...(await readImage(Buffer.from(svg))).data]).toEqual([255, 0, 0, 0, 0, 0]);
});

test.each(["gif", "webp", "tiff"] as const)(
  "readImage(file) reads the first frame or page of a %s",
  async (format) => {
    const frames = await Promise.all(["red", "blue"].map((color) => plain(color).png().toBuffer()));
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { lossless: true, compression: "lzw" })
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    const { width, height, data } = await readImage(bytes);
    expect({ width, height }).toEqual({ width: 6, height: 4 });
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
  },
);

test("readImage(file) reads the first frame of an animated PNG", async () => {
  // By Pillow: [Image.new("RGB", (2, 1), c) for c in ("red", "blue")]
  const apng = Buffer.from(APNG, "base64");
  expect(apng.includes("acTL") && apng.includes("fdAT")).toBe(true);
  expect([...(await readImage(apng)).data]).toEqual([255, 0, 0, 255, 0, 0]);
});
const APNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAACAAAAAQAAAAAAAAAAAAEACgAA+Sm2eQAAAA9JREFUeJxj/M/AwMDAAAAGCAEBy0d2dQAAABpmY1RMAAAAAQAAAAIAAAABAAAAAAAAAAAAAQAKAABiWlytAAAAE2ZkQVQAAAACeJxjZGD4z8DAAAAECgEBAZKCvQAAAABJRU5ErkJggg==";

const ftyp = (brand: string, others = "") => {
  const bytes = Buffer.alloc(16 + others.length, `\0\0\0\0ftyp${brand}\0\0\0\0${others}`, "latin1");
  bytes.writeUInt32BE(bytes.length);
  return bytes;
};

test.each([
  ["HEIC", ftyp("heic", "mif1heic")],
  ["HEIC", ftyp("mif1", "heix")],
  ["an animated AVIF", ftyp("avis", "avifmsf1")],
  ["a video (MP4)", ftyp("isom", "isomavc1mp41")],
  ["a video (QuickTime)", ftyp("qt  ")],
  ["a Canon raw image (CR3)", ftyp("crx ")],
  ["a video (WebM or Matroska)", "\x1a\x45\xdf\xa3\x01"],
  ["a video (AVI)", "RIFF\0\0\0\0AVI LIST"],
  ["PSD", "8BPS\0\x01"],
  ["JPEG XL", "\xff\x0a\xfa\x1f"],
  ["JPEG XL", "\0\0\0\x0cJXL \r\n\x87\n"],
  ["JPEG 2000", "\0\0\0\x0cjP  \r\n\x87\n"],
  ["JPEG 2000", "\xff\x4f\xff\x51\0"],
  ["PDF", "%PDF-1.7\n"],
  ["a ZIP archive", "PK\x03\x04\x14\0"],
  ["a NumPy array", "\x93NUMPY\x01\0"],
  ["an HDF5 file", "\x89HDF\r\n\x1a\n"],
  ["an HTML page", "\n<!DOCTYPE html><html><svg></svg></html>"],
  ["an HTML page", "<html><body>404</body></html>"],
  ["a Git LFS pointer instead of the file", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a"],
  ["text", "this is text"],
  ["text", '{ "error": "no such image" }'],
  ["text", "BMW is no bitmap"],
  ["an empty file", ""],
  ["a file that begins with the bytes 00 00 00 00 00 00 00 00", "\0".repeat(40)],
  ["a file that begins with the bytes 1f 8b 08", "\x1f\x8b\x08"],
])("readImage(file) names what it cannot read: %s", async (name, content) => {
  const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : content;
  await expect(readImage(bytes)).rejects.toThrow(
    new RegExp(`^the bytes: Expected a ${formats} image, found ${name.replace(/[()]/g, "\\$&")}$`),
  );
});
