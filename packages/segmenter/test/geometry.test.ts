import { flipProbabilities, place, resizeImage, type Size, toInput } from "@faceseg/image";
import { labelsAt, type ScoreMap, scoresAt } from "../src/index.ts";

/** Sizes of images: odd and even, smaller and larger than the networks'. */
const images = [
  [64, 64],
  [65, 63],
  [96, 128],
  [127, 129],
  [200, 150],
  [333, 451],
  [401, 299],
  [512, 512],
] as const;
const networks = [
  [64, 64],
  [63, 65],
  [128, 128],
  [129, 96],
] as const;
const fits = ["stretch", "letterbox"] as const;
const cases = images.flatMap(([width, height]) =>
  networks.flatMap(([across, down]) =>
    fits.map((fit) => [{ width, height }, { width: across, height: down }, fit] as const),
  ),
);

/** How white each pixel of a soft disc is, as RGB; its middle is off the middle of the image. */
function disc({ width, height }: Size) {
  const data = new Uint8Array(3 * width * height);
  for (let at = 0; at < data.length; at += 3) {
    const [x, y] = [((at / 3) % width) + 0.5, Math.floor(at / 3 / width) + 0.5];
    const away = Math.hypot(x / width - 0.43, y / height - 0.55) - 0.25;
    data.fill(Math.round(255 * Math.min(Math.max(0.5 - away * 10, 0), 1)), at, at + 3);
  }
  return { width, height, data };
}

function centroid({ width }: Size, length: number, valueAt: (pixel: number) => number) {
  let [sum, x, y] = [0, 0, 0];
  for (let pixel = 0; pixel < length; pixel++) {
    const value = valueAt(pixel);
    sum += value;
    x += value * ((pixel % width) + 0.5);
    y += value * (Math.floor(pixel / width) + 0.5);
  }
  return { x: x / sum, y: y / sum };
}

/** What a network says that sees in each pixel's brightness the probability of its second class. */
function seen(values: Float32Array, input: Size): ScoreMap {
  const data = new Float32Array(2 * input.width * input.height);
  for (let pixel = 0; 2 * pixel < data.length; pixel++) {
    const white = values[3 * pixel] as number;
    data.set([1 - white, white], 2 * pixel);
  }
  return { ...input, numClasses: 2, data, region: { x: 0, y: 0, ...input } };
}

test.each(cases)("%j through a network of %j and back does not shift, %s", (size, input, fit) => {
  const image = disc(size);
  const pixels = size.width * size.height;
  const before = centroid(size, pixels, (pixel) => image.data[3 * pixel] as number);
  const region = place(size, input, fit);
  const values = toInput(image, input, region);
  const map = { ...seen(values, input), region };
  const scores = scoresAt(map, size);
  const after = centroid(size, pixels, (pixel) => scores[2 * pixel + 1] as number);
  // A twentieth of a pixel, of the image or of the network, whichever is larger.
  const tolerance = 0.05 * Math.max(1, size.width / region.width, size.height / region.height);
  expect(Math.abs(after.x - before.x)).toBeLessThan(tolerance);
  expect(Math.abs(after.y - before.y)).toBeLessThan(tolerance);

  const ids = labelsAt(map, size);
  const white = centroid(size, pixels, (pixel) => ((image.data[3 * pixel] as number) >= 128 ? 1 : 0));
  const labeled = centroid(size, pixels, (pixel) => ids[pixel] as number);
  // Labels are whole pixels: their middle is less certain.
  expect(Math.abs(labeled.x - white.x)).toBeLessThan(2 * tolerance);
  expect(Math.abs(labeled.y - white.y)).toBeLessThan(2 * tolerance);
});

test.each(networks)(
  "a mirrored input of %j x %j, mirrored back, lies where the straight one does",
  (width, height) => {
    const input = { width, height };
    const image = resizeImage(disc({ width: 201, height: 167 }), input);
    const values = toInput(image, input, { x: 0, y: 0, ...input });
    const mirrored = flipProbabilities(values, { ...input, numClasses: 3 }, []);
    expect(flipProbabilities(mirrored, { ...input, numClasses: 3 }, [])).toEqual(values);
    const middle = (of: Float32Array) => centroid(input, width * height, (pixel) => of[3 * pixel] as number);
    expect(Math.abs(middle(mirrored).x - (width - middle(values).x))).toBeLessThan(0.001);
  },
);
