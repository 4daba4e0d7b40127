import { readFileSync } from "node:fs";
import { type RgbImage, resizeImage } from "@faceseg/image";
import { fadeContrast } from "../../image/src/filters/contrast.ts";
import { convolve, disc, streak } from "../../image/src/filters/convolve.ts";
import { castGains, expose } from "../../image/src/filters/exposure.ts";
import { gaussianBlur } from "../../image/src/filters/gaussian-blur.ts";
import { haze } from "../../image/src/filters/haze.ts";
import { pixelate } from "../../image/src/filters/pixelate.ts";

type Case =
  | { kind: "disc"; radius: number }
  | { kind: "streak"; radius: number; sigma: number; angle: number }
  | { kind: "gaussian"; sigma: number }
  | { kind: "contrast" | "pixelation" | "downscaling"; share: number }
  | { kind: "exposure"; stops: number }
  | { kind: "cast"; direction: [number, number, number]; stops: number }
  | { kind: "haze"; strength: number };

const golden: { width: number; height: number; image: string; cases: (Case & { out: string })[] } =
  JSON.parse(readFileSync(new URL("golden/corruptions.json", import.meta.url), "utf8"));
const { width, height } = golden;
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const image: RgbImage = { width, height, data: bytes(golden.image) };
const fog = Float64Array.from({ length: width * height }, (_, at) => {
  return (((at % width) * 13 + Math.floor(at / width) * 29) % 101) / 100;
});

function ours(given: Case): RgbImage {
  switch (given.kind) {
    case "disc":
      return convolve(image, disc(given.radius));
    case "streak":
      return convolve(image, streak(given.radius, given.sigma, given.angle));
    case "gaussian":
      return gaussianBlur(image, given.sigma);
    case "contrast":
      return fadeContrast(image, given.share);
    case "exposure":
      return expose(image, [2 ** given.stops, 2 ** given.stops, 2 ** given.stops]);
    case "cast":
      return expose(image, castGains(given.direction, given.stops));
    case "pixelation":
      return pixelate(image, given.share);
    case "downscaling": {
      const [across, down] = [Math.floor(given.share * width), Math.floor(given.share * height)];
      return resizeImage(resizeImage(image, { width: across, height: down }), { width, height });
    }
    case "haze":
      return haze(image, fog, given.strength);
  }
}

// Pillow rounds to whole numbers between the axes of a resize.
const tolerance = (kind: Case["kind"]) => (kind === "downscaling" ? 2 : 1);

test.each(golden.cases)("corruption $# ($kind) is what numpy, SciPy or Pillow makes of it", (given) => {
  const [found, expected] = [ours(given).data, bytes(given.out)];
  const differences = expected.map((value, at) => Math.abs(value - (found[at] as number)));
  expect(found.length).toBe(expected.length);
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance(given.kind));
  expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(0.6);
});
