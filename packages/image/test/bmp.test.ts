import { readFileSync } from "node:fs";
import { readImage } from "../src/node.ts";

interface Golden {
  readonly width: number;
  readonly height: number;
  readonly cases: Readonly<Record<string, { readonly file: string; readonly data: string }>>;
}
const golden = JSON.parse(readFileSync(new URL("golden/bmp.json", import.meta.url), "utf8")) as Golden;
const { width, height, cases } = golden;
const file = (name: string) => Buffer.from((cases[name] as Golden["cases"][string]).file, "base64");
const changed = (name: string, change: (bytes: Buffer) => void) => {
  const bytes = file(name);
  change(bytes);
  return bytes;
};

test.each(Object.entries(cases))("readImage(BMP of %s) is what Pillow reads", async (name, { data }) => {
  const image = await readImage(file(name));
  expect([image.width, image.height]).toEqual([width, height]);
  const expected = Buffer.from(data, "base64");
  const furthest = image.data.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (expected[at] as number))),
    0,
  );
  expect(image.data.length).toBe(expected.length);
  // Pillow rounds 5 and 6 bits down.
  expect(furthest).toBeLessThanOrEqual(name.startsWith("16 bits") ? 1 : 0);
});

test("readImage(BMP, { size, maxPixels }) resizes and refuses as for other formats", async () => {
  expect(await readImage(file("24 bits"), { size: 3 })).toMatchObject({ width: 3, height: 3 });
  await expect(readImage(file("24 bits"), { maxPixels: 34 })).rejects.toThrow(
    "the bytes: Expected at most 34 pixels, found 7x5; scale it to 6x4, or raise `maxPixels`",
  );
  const huge = changed("24 bits", (bytes) => {
    bytes.writeInt32LE(2 ** 31 - 1, 18);
    bytes.writeInt32LE(-(2 ** 31), 22);
  });
  await expect(readImage(huge)).rejects.toThrow("found 2147483647x2147483648");
});

test("readImage(BMP) refuses every file that is cut off, wherever", async () => {
  for (const name of Object.keys(cases)) {
    const whole = file(name);
    // What fills up the last row, or marks the end after it, is no loss: at most four bytes.
    for (let length = 1; length < whole.length - 4; length += 3) {
      await expect(readImage(whole.subarray(0, length))).rejects.toThrow(/^the bytes: Expected a /);
    }
  }
});

test("readImage(BMP) says what it cannot read, or what is wrong", async () => {
  const refused = (name: string, change: (bytes: Buffer) => void, found: string) =>
    expect(readImage(changed(name, change))).rejects.toThrow(
      `the bytes: Expected a whole image, found: ${found}`,
    );
  await refused(
    "24 bits",
    (bytes) => bytes.writeUInt32LE(77, 14),
    "a BMP with a header of 77 bytes, which is not read",
  );
  await refused("24 bits", (bytes) => bytes.writeInt32LE(0, 18), "a BMP of 0x5 pixels");
  await refused("24 bits", (bytes) => bytes.writeInt32LE(-7, 18), "a BMP of -7x5 pixels");
  await refused(
    "24 bits",
    (bytes) => bytes.writeUInt16LE(2, 28),
    "a BMP of 2 bits a pixel and compression 0, which is not read",
  );
  await refused(
    "24 bits",
    (bytes) => bytes.writeUInt32LE(4, 30),
    "a BMP of 24 bits a pixel and compression 4, which is not read",
  );
  await refused(
    "24 bits",
    (bytes) => bytes.writeUInt32LE(20, 10),
    "a BMP of 174 bytes with pixels from byte 20 on",
  );
  await refused("24 bits", (bytes) => bytes.writeInt32LE(50, 22), "a BMP of 174 bytes instead of 1251");
  await refused(
    "8 bits, 5 colors",
    (bytes) => bytes.fill(200, 80),
    "a BMP of 5 colors with a pixel of color 200",
  );
  await refused(
    "16 bits, masks 5 6 5",
    (bytes) => bytes.fill(0xf7, 54, 56),
    "a BMP with the color masks f7f7, 7e0",
  );
  await refused(
    "16 bits, masks 5 6 5",
    (bytes) => bytes.fill(0, 54, 66),
    "a BMP whose color masks are empty",
  );
  await refused(
    "8 bits in runs",
    (bytes) => bytes.writeInt32LE(-5, 22),
    "a compressed BMP that begins with its upper",
  );
  await refused(
    "8 bits in runs",
    (bytes) => bytes.writeUInt8(8, 1078),
    "a compressed BMP with a run beyond row 0",
  );
  await refused(
    "8 bits in runs",
    (bytes) => bytes.writeInt32LE(3, 22),
    "a compressed BMP with a run beyond row 3",
  );
  await refused(
    "8 bits in runs of every sort",
    (bytes) => bytes.writeUInt8(9, bytes.indexOf(Buffer.from([0, 2, 1, 1])) + 3),
    "a compressed BMP with a jump beyond row 4",
  );
});
