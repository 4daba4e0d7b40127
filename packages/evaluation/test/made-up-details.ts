import { overlapsOf } from "@faceseg/metrics";
import {
  type ConditionResults,
  type Costs,
  type PrecisionResults,
  precisions,
  type Quality,
} from "../src/results/index.ts";
import { madeUpCounts } from "./made-up-counts.ts";

interface Details {
  readonly quality: number;
  readonly numClasses: number;
  readonly images: number;
}

/** Borders that are better drawn, and probabilities that are truer, the better a network is. */
export function madeUpQuality({ quality, numClasses, images }: Details): Quality {
  const each = <T>(make: (image: number) => T) => Array.from({ length: images }, (_, i) => make(i));
  const perClass = (value: (id: number) => number) =>
    Array.from({ length: numClasses }, (_, id) => Math.round(value(id)));
  const share = (image: number, id: number) => quality - 0.1 + 0.08 * Math.sin(image + id);
  return {
    boundaryIou: [0.02, 0.005].map((ratio) => ({
      ratio,
      images: each((i) => ({
        intersection: perClass((id) => 9000 * ratio * (share(i, id) - 0.1)),
        union: perClass(() => 9000 * ratio),
      })),
    })),
    boundaryF1: [1, 2, 3].map((tolerance) => ({
      tolerance,
      images: each((i) => ({
        truth: perClass(() => 100),
        predicted: perClass(() => 100),
        matchedTruth: perClass((id) => 100 * Math.min(1, share(i, id) - 0.2 + 0.08 * tolerance)),
        matchedPredicted: perClass((id) => 100 * Math.min(1, share(i, id) - 0.2 + 0.08 * tolerance)),
      })),
    })),
    hausdorff95: each((i) =>
      Array.from({ length: numClasses }, (_, id) =>
        i === 0 && id === 8 ? null : i === 1 && id === 4 ? "Infinity" : 6 * (1.1 - share(i, id)),
      ),
    ),
    trimap: [1, 2, 4, 8].map((radius) => ({
      radius,
      counts: perClass2(numClasses, (truth, predicted) =>
        truth === predicted
          ? 1000 * radius
          : predicted === (truth + 1) % numClasses
            ? 900 * (1.1 - quality)
            : 0,
      ),
    })),
    calibration: madeUpCalibration(quality, numClasses, 15),
  };
}

function perClass2(numClasses: number, value: (truth: number, predicted: number) => number): number[] {
  return Array.from({ length: numClasses ** 2 }, (_, at) =>
    Math.round(value(Math.floor(at / numClasses), at % numClasses)),
  );
}

function madeUpCalibration(quality: number, numClasses: number, bins: number) {
  const sums = Array.from({ length: numClasses * bins }, (_, at) => {
    const confidence = ((at % bins) + 0.5) / bins;
    const pixels = 100 + 10 * (at % bins) ** 2;
    return [pixels, pixels * confidence, Math.round(pixels * confidence ** (1.9 - quality))];
  }).flat();
  return { numClasses, bins, top: sums, each: sums };
}

const kinds = {
  occlusion: ["sunglasses", "mask", "random"],
  corruption: ["gaussian noise", "jpeg", "low light"],
  pose: ["rotation"],
} as const;

/** Scores that fall with severity; occlusion alone has amodal counts. */
export function madeUpConditions({ quality, images }: Details): ConditionResults[] {
  return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((family) =>
    kinds[family].flatMap((kind, k) =>
      [1, 3, 5].map((severity) => {
        const left = quality - 0.05 * severity - 0.02 * k - 0.02 * severity * (1 - quality);
        const counts = Array.from({ length: images }, (_, i) => madeUpCounts(i, left));
        const numClasses = Math.sqrt(counts[0]?.length ?? 0);
        const total = (all: number[][]) =>
          (all[0] ?? []).map((_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0));
        return {
          family,
          kind,
          severity,
          counts: total(counts),
          amodal: family === "occlusion" ? total(counts.map((_, i) => madeUpCounts(i, left + 0.03))) : null,
          images: counts.map((one) => Array.from(overlapsOf({ numClasses, counts: one }).overlaps)),
        };
      }),
    ),
  );
}

export function madeUpCosts(size: number): Costs {
  return {
    engines: ["onnxruntime", "tfjs"].map((engine, i) => ({
      engine,
      p50: 4.2 * size * (1 + 8 * i),
      p90: 5.1 * size * (1 + 8 * i),
      throughput: 310 / size / (1 + 8 * i),
      startMs: 120 * size,
      peakRssBytes: 2.1e8 * size,
    })),
    absent: [{ engine: "webgpu", reason: "WebGPU finds no adapter" }],
    files: [
      { format: "ONNX, float32", bytes: 3_300_000 * size },
      { format: "Keras, float32", bytes: 3_400_000 * size },
    ],
  };
}

/** Files that shrink, and scores that fall a little, with the bits of a weight. */
export function madeUpPrecision(size: number, { quality, numClasses, images }: Details): PrecisionResults[] {
  return precisions.map((precision, i) => ({
    precision,
    bytes: (3_300_000 * size) / 2 ** i,
    images: Array.from({ length: images }, (_, at) =>
      Array.from(overlapsOf({ numClasses, counts: madeUpCounts(at, quality - 0.002 * i) }).overlaps),
    ),
  }));
}
