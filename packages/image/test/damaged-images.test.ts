import sharp from "sharp";
import { readImage } from "../src/node.ts";

const side = 96;
// Slopes and noise, so that every format has something to hold.
const pixels = Uint8Array.from({ length: 3 * side * side }, (_, at) => (at >> 4) + ((at * at) % 61));
const picture = () => sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
const jpeg = await picture().jpeg({ quality: 80 }).toBuffer();
const whole = (await readImage(jpeg)).data;
const refused = (bytes: Uint8Array) => expect(readImage(bytes)).rejects;

/** Where a segment of a JPEG begins. */
function segment(bytes: Buffer, marker: number): number {
  let at = 2;
  while (bytes[at + 1] !== marker) at += 2 + bytes.readUInt16BE(at + 2);
  return at;
}
const inserted = (bytes: Buffer, at: number, more: readonly number[]) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)]);
const letters = (text: string) => [...Buffer.from(text, "latin1")];

describe("readImage(JPEG) reads what decoders only warn of", () => {
  const withParameters = (bytes: Buffer, parameters: readonly number[]) => {
    const at = segment(bytes, 0xda);
    const changed = Buffer.from(bytes);
    changed.set(parameters, at + 2 + bytes.readUInt16BE(at + 2) - 3);
    return changed;
  };
  const scans = [
    [0, 0, 0],
    [1, 63, 0],
    [0, 63, 1],
    [255, 255, 255],
  ];

  test.each(scans)(
    "scans with parameters %i, %i, %i, as Samsung cameras write them",
    async (...parameters) => {
      const odd = withParameters(jpeg, parameters);
      await expect(sharp(odd, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow(
        "Invalid SOS parameters",
      );
      expect((await readImage(odd)).data).toEqual(whole);
    },
  );

  test.each([
    ["an unknown version of JFIF", 2, [0xff, 0xe0, 0, 16, ...letters("JFIF\0"), 9, 1, 0, 0, 1, 0, 1, 0, 0]],
    ["an unknown color transform", 2, [0xff, 0xee, 0, 14, ...letters("Adobe"), 0, 100, 0, 0, 0, 0, 7]],
    ["bytes after a comment", 2, [0xff, 0xfe, 0, 4, 1, 2, 0, 255, 0, 7]],
  ])("%s", async (_, at, more) => {
    const odd = inserted(jpeg, at, more);
    await expect(sharp(odd, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow();
    expect((await readImage(odd)).data).toEqual(whole);
  });

  test("bytes after its end, and bytes 255 before a segment", async () => {
    const end = inserted(jpeg, jpeg.length, [0, 1, 2, 0xff, 0xd8, 0xff]);
    expect((await readImage(end)).data).toEqual(whole);
    const filled = inserted(jpeg, segment(jpeg, 0xda), [255, 255, 255]);
    expect((await readImage(filled)).data).toEqual(whole);
  });

  test("but refuses it with the same warning where it is damaged as well", async () => {
    const odd = withParameters(jpeg, [0, 0, 0]);
    await refused(odd.subarray(0, -2)).toThrow("the bytes: Expected a whole image, found: premature end");
    await refused(Buffer.concat([odd.subarray(0, 2000), odd.subarray(2300)])).toThrow("Corrupt JPEG data");
  });

  test("leaves the scans of progressive images alone", async () => {
    const progressive = await picture().jpeg({ quality: 80, progressive: true }).toBuffer();
    const read = await sharp(progressive).raw().toBuffer();
    expect((await readImage(progressive)).data).toEqual(new Uint8Array(read));
  });
});

test.each([
  ["jpeg", {}],
  ["jpeg", { progressive: true }],
  ["png", {}],
  ["webp", {}],
  ["avif", {}],
  ["tiff", { compression: "none" }],
  ["tiff", { compression: "lzw" }],
  ["tiff", { compression: "jpeg" }],
  ["gif", {}],
] as const)("readImage(file) refuses a %s %j that is cut off anywhere", async (format, options) => {
  const bytes = await picture().toFormat(format, options).toBuffer();
  await readImage(bytes);
  const lengths = Array.from({ length: 20 }, (_, step) => Math.floor(((step + 0.5) / 20) * bytes.length));
  // A GIF without its last byte lacks nothing but the mark of its end.
  const tails = [2, 3, 5, 9, 12].map((cut) => bytes.length - cut);
  for (const length of [...lengths, ...tails]) {
    for (const size of [undefined, 8]) {
      await expect(readImage(bytes.subarray(0, length), { size })).rejects.toThrow(
        /^the bytes: Expected a (whole image, found: .|JPEG, .* image, found a file that begins with)/,
      );
    }
  }
});

test("readImage(JPEG) refuses what lost its middle or its end, even if filled with zeros or closed", async () => {
  await refused(Buffer.concat([jpeg.subarray(0, 2000), jpeg.subarray(2300)])).toThrow("Corrupt JPEG data");
  await refused(Buffer.concat([jpeg.subarray(0, 2000), Buffer.of(255, 0xd9)])).toThrow("Corrupt JPEG data");
  await refused(Buffer.from(jpeg).fill(0, 2000)).toThrow("premature end");
});

test("readImage(PNG) refuses every changed byte of its pixels, and no other change", async () => {
  const png = await picture().png().toBuffer();
  const start = png.indexOf("IDAT") + 4;
  for (let at = start; at < png.length - 16; at += 997) {
    const changed = Buffer.from(png);
    changed[at] = (changed[at] as number) ^ 4;
    await refused(changed).toThrow("the bytes: Expected a whole image, found: ");
  }
  // A text whose checksum is wrong.
  const text = inserted(png, 33, [0, 0, 0, 3, ...letters("tEXta\0b"), 1, 2, 3, 4]);
  expect((await readImage(text)).data).toEqual(pixels);
});

test("readImage(TIFF) reads notes that libtiff warns of, and refuses pixels that it warns of", async () => {
  const tiff = await picture().tiff({ compression: "packbits" }).toBuffer();
  const odd = Buffer.from(tiff);
  // Two tags change places.
  const tags = odd.readUInt32LE(4) + 2;
  odd.copy(odd, tags, tags + 12, tags + 24);
  tiff.copy(odd, tags + 12, tags, tags + 12);
  await expect(sharp(odd, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow("tags are not sorted");
  expect((await readImage(odd)).data).toEqual(pixels);
  const runs = Buffer.from(tiff).fill(0x81, 1000, 1100);
  await refused(runs).toThrow(/^the bytes: Expected a whole image, found: ./);
});
