import { readFileSync } from "node:fs";
import { type RgbImage, resizeImage } from "../src/index.ts";

interface Golden {
  readonly cases: readonly { from: [number, number]; to: [number, number]; data: string }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL("./golden/resize.json", import.meta.url), "utf8"));

/** The drawn image of golden/make-resize.py. */
function scene(width: number, height: number): RgbImage {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const inside =
        x >= Math.floor(width / 4) &&
        x < Math.floor(width / 2) &&
        y >= Math.floor(height / 3) &&
        y < Math.floor(height / 2);
      const noise = (x * x * 31 + y * y * 17 + x * y * 7) % 97;
      const stripes = x > Math.floor((3 * width) / 4);
      data[at] = inside ? 250 : Math.floor((x * 200) / width) + Math.floor(noise / 4);
      data[at + 1] = inside ? 10 : Math.floor((y * 150) / height) + noise;
      data[at + 2] = stripes ? 255 * ((Math.floor(x / 2) + y) % 2) : noise;
    }
  }
  return { width, height, data };
}

test.each(golden.cases)("resizeImage(image, size) is Pillow's BILINEAR, $from to $to", (known) => {
  const [width, height] = known.to;
  const expected = Buffer.from(known.data, "base64");
  const { data } = resizeImage(scene(...known.from), { width, height });
  expect(data.length).toBe(expected.length);
  // Pillow rounds between its two passes, so one level may be its own.
  expect(Math.max(...data.map((value, at) => Math.abs(value - (expected[at] as number))))).toBeLessThan(2);
});

test("resizeImage(image, size) is the triangle filter in 64-bit numbers, rounded", () => {
  const image = scene(61, 53);
  for (const [width, height] of [
    [17, 30],
    [128, 53],
    [60, 54],
  ] as const) {
    const { data } = resizeImage(image, { width, height });
    const weight = (pixel: number, at: number, from: number, to: number) =>
      Math.max(0, 1 - Math.abs(pixel + 0.5 - ((at + 0.5) * from) / to) / Math.max(1, from / to));
    for (let at = 0; at < data.length; at += 211) {
      const [channel, pixel] = [at % 3, Math.floor(at / 3)];
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      let [sum, weights] = [0, 0];
      for (let v = 0; v < image.height; v++) {
        for (let u = 0; u < image.width; u++) {
          const one = weight(u, x, image.width, width) * weight(v, y, image.height, height);
          sum += one * (image.data[3 * (v * image.width + u) + channel] as number);
          weights += one;
        }
      }
      expect(Math.abs((data[at] as number) - sum / weights)).toBeLessThan(0.501);
    }
  }
});
