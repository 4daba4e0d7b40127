import { join } from "node:path";
import sharp from "sharp";
import {
  flipHorizontal,
  lapa11,
  place,
  type RgbImage,
  resizeImage,
  resizeLabels,
  type Size,
  toInput,
} from "../src/index.ts";
import { readImage } from "../src/node.ts";
import { temporaryFolder } from "./files.ts";

/** Sizes before and after: odd and even, smaller and larger, of one shape and of another. */
const pairs: readonly (readonly [from: Size, to: Size])[] = (
  [
    [64, 64, 128, 128],
    [512, 512, 256, 256],
    [512, 512, 128, 128],
    [1023, 1023, 100, 100],
    [1023, 1023, 64, 64],
    [451, 451, 128, 128],
    [451, 333, 128, 128],
    [333, 451, 65, 64],
    [96, 96, 128, 128],
    [95, 97, 128, 128],
    [97, 95, 129, 127],
    [100, 100, 99, 101],
    [101, 99, 100, 100],
    [128, 128, 127, 129],
    [127, 129, 128, 128],
    [200, 200, 50, 50],
    [201, 199, 50, 50],
    [400, 300, 100, 75],
    [401, 301, 100, 75],
    [255, 255, 256, 256],
    [257, 257, 256, 256],
    [300, 300, 299, 299],
    [64, 64, 65, 63],
    [65, 63, 130, 126],
    [80, 60, 333, 250],
    [640, 480, 128, 128],
    [639, 481, 128, 128],
    [640, 480, 256, 96],
    [768, 511, 96, 64],
    [89, 144, 233, 377],
    [377, 233, 89, 55],
    [150, 150, 450, 450],
  ] as const
).map(([a, b, c, d]) => [
  { width: a, height: b },
  { width: c, height: d },
]);
const tolerance = 0.05;

/** A white disc with a soft edge on black; its middle is off the middle of the image. */
function disc({ width, height }: Size): RgbImage {
  const data = new Uint8Array(3 * width * height);
  const [middleX, middleY, radius] = [0.43 * width, 0.55 * height, 0.25];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const away = Math.hypot((x + 0.5 - middleX) / width, (y + 0.5 - middleY) / height) - radius;
      data.fill(Math.round(255 * Math.min(Math.max(0.5 - away * 20, 0), 1)), at, at + 3);
    }
  }
  return { width, height, data };
}

/** The middle of what is bright, in pixels from the upper left corner. */
function centroid({ width, height }: Size, valueAt: (pixel: number) => number): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (let pixel = 0; pixel < width * height; pixel++) {
    const value = valueAt(pixel);
    sum += value;
    x += value * ((pixel % width) + 0.5);
    y += value * (Math.floor(pixel / width) + 0.5);
  }
  return { x: x / sum, y: y / sum };
}

const middleOf = (image: RgbImage) => centroid(image, (pixel) => image.data[3 * pixel] as number);

function expectAt(found: { x: number; y: number }, x: number, y: number): void {
  expect(Math.abs(found.x - x)).toBeLessThan(tolerance);
  expect(Math.abs(found.y - y)).toBeLessThan(tolerance);
}

describe.each(pairs)("%j to %j", (from, to) => {
  const image = disc(from);
  const before = middleOf(image);
  const [x, y] = [(before.x * to.width) / from.width, (before.y * to.height) / from.height];

  test.each(["jpeg", "png"] as const)("readImage(file, { size }) does not shift a %s", async (type) => {
    const file = join(temporaryFolder(), `a.${type}`);
    const raw = { width: from.width, height: from.height, channels: 3 as const };
    await sharp(image.data, { raw }).toFormat(type, { quality: 95, chromaSubsampling: "4:4:4" }).toFile(file);
    expectAt(middleOf(await readImage(file, { size: to })), x, y);
  });

  test("resizeImage(image, size) comes back to the image's own size", () => {
    expectAt(middleOf(resizeImage(resizeImage(image, to), from)), before.x, before.y);
  });

  test("resizeLabels(labels, size) stays with the image", () => {
    const ids = Uint8Array.from({ length: from.width * from.height }, (_, pixel) =>
      (image.data[3 * pixel] as number) >= 128 ? 1 : 0,
    );
    const labels = resizeLabels({ ...from, data: ids }, to);
    const own = centroid(from, (pixel) => ids[pixel] as number);
    const found = centroid(to, (pixel) => labels.data[pixel] as number);
    // Where a center lies between two pixels, the second one is taken: half an input pixel.
    const tie = (before: number, after: number) => (before % (2 * after) === 0 ? (0.5 * after) / before : 0);
    const expectNear = (at: number, place: number) => expect(Math.abs(at - place)).toBeLessThan(0.1);
    expectNear(found.x, (own.x * to.width) / from.width - tie(from.width, to.width));
    expectNear(found.y, (own.y * to.height) / from.height - tie(from.height, to.height));
  });

  test("flipHorizontal mirrors about the middle, at either size", () => {
    for (const one of [image, resizeImage(image, to)]) {
      const labels = { width: one.width, height: one.height, data: new Uint8Array(one.data.length / 3) };
      const { image: flipped } = flipHorizontal({ id: "", image: one, labels }, lapa11);
      const straight = middleOf(one);
      expectAt(middleOf(flipped), one.width - straight.x, straight.y);
    }
  });

  test.each(["letterbox", "stretch"] as const)("toInput puts an image where place says: %s", (fit) => {
    const box = place(from, to, fit);
    const values = toInput(image, to, box);
    const found = centroid(to, (pixel) => values[3 * pixel] as number);
    expectAt(
      found,
      box.x + (before.x * box.width) / from.width,
      box.y + (before.y * box.height) / from.height,
    );
  });
});

test("readImage(file, { size }) enlarges without a shift: a square's edge at twice the size", async () => {
  const data = Uint8Array.from({ length: 3 * 64 * 64 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % 64, Math.floor(at / 192)];
    return x >= 16 && x < 48 && y >= 16 && y < 48 ? 255 : 0;
  });
  const file = join(temporaryFolder(), "a.png");
  await sharp(data, { raw: { width: 64, height: 64, channels: 3 } }).toFile(file);
  const large = await readImage(file, { size: 128 });
  const row = large.data.subarray(3 * 128 * 64, 3 * 128 * 65);
  expect([30, 31, 32, 33, 34].map((column) => row[3 * column])).toEqual([0, 64, 191, 255, 255]);
});
