import sharp from "sharp";
import { faceLabels, painted } from "../../../../packages/segmenter/test/painted.ts";

/** Side of the test's images and of its network's input. */
export const side = 64;

/** A face painted in the colors of its parts, in which the test's network finds exactly those parts. */
export const labels = () => faceLabels(side);

/** That face as a PNG, each pixel `times` times across and down. */
export async function photo(times = 1): Promise<Buffer> {
  const { data } = painted(await labels());
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .resize(side * times, side * times, { kernel: "nearest" })
    .png()
    .toBuffer();
}
