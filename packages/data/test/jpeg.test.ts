import type { RgbImage } from "@faceseg/image";
import { jpegArtifacts } from "@faceseg/image/filters";
import sharp from "sharp";
import { syntheticFaces } from "../src/synthetic/index.ts";

/** The image as libjpeg encodes and decodes it. */
async function throughLibjpeg({ width, height, data }: RgbImage, quality: number): Promise<Uint8Array> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: "4:2:0" })
    .toBuffer();
  return sharp(jpeg).raw().toBuffer();
}

const difference = (a: Uint8Array, b: Uint8Array) =>
  Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] as number)) ** 2, 0) / a.length);

const face = async (size: { width: number; height: number }) => {
  const sample = syntheticFaces({ count: 2, size: 1 }).samples[1];
  return (await sample?.load({ size }))?.image as RgbImage;
};

test.each([5, 25, 50, 75, 95])(
  "jpegArtifacts(image, %d) is what libjpeg makes of it, but for rounding",
  async (quality) => {
    for (const size of [
      { width: 96, height: 80 },
      { width: 61, height: 75 },
    ]) {
      const image = await face(size);
      const [ours, theirs] = [jpegArtifacts(image, quality).data, await throughLibjpeg(image, quality)];
      const [ourError, theirError] = [difference(ours, image.data), difference(theirs, image.data)];
      expect(Math.abs(ourError / theirError - 1)).toBeLessThan(0.02);
      expect(difference(ours, theirs)).toBeLessThan(0.35 * theirError);
    }
  },
);

test("jpegArtifacts(image, quality) leaves a plain gray alone and works on a single pixel", () => {
  const gray = { width: 20, height: 9, data: new Uint8Array(540).fill(128) };
  expect(jpegArtifacts(gray, 10)).toEqual(gray);
  expect(jpegArtifacts({ width: 1, height: 1, data: Uint8Array.of(128, 128, 128) }, 50).data).toEqual(
    Uint8Array.of(128, 128, 128),
  );
});
