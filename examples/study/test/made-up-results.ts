import { classes } from "@faceseg/image";
import { cells } from "../src/cells.ts";
import type { NetworkName } from "../src/network-names.ts";
import { type Family, networks } from "../src/networks.ts";
import { presets } from "../src/presets.ts";
import type { Combination, Evaluation, NetworkResults, Results } from "../src/results.ts";
import { madeUpConditions, madeUpCosts, madeUpPrecision, madeUpQuality } from "./made-up-details.ts";
import { madeUpCounts } from "./made-up-pictures.ts";

const skill: Record<NetworkName, number> = {
  unet: 0.9,
  pspnet: 0.78,
  segnet: 0.88,
  "unet-default": 0.93,
  "pspnet-default": 0.84,
  "segnet-default": 0.88,
  "unet-random": 0.7,
  "unet-frozen": 0.86,
  "unet-no-skips": 0.8,
  "pspnet-no-pyramid": 0.81,
  "pspnet-bins-1248": 0.84,
  "segnet-bilinear": 0.875,
  "segnet-transposed": 0.9,
  "unet-bilinear-labels": 0.85,
  "unet-bgr": 0.92,
};
const size: Record<Family, number> = { unet: 1, pspnet: 2, segnet: 3 };

interface Options {
  /** A second data set. */
  readonly other?: boolean;
  /** Every network from two seeds, with quality, robustness, costs and combinations. */
  readonly full?: boolean;
  readonly ids?: (index: number) => string;
}

/** Results as a run would give them, with numbers from nowhere; the study's three networks unless all are asked for. */
export function madeUpResults({
  other = false,
  full = false,
  ids = (i) => `face-${i}`,
}: Options = {}): Results {
  const facts = (dataset: string, split: string, count: number, notes: string[] = []) => ({
    dataset,
    split,
    pictures: count,
    notes,
    quarantined: [] as { id: string; message: string }[],
  });
  const config = full ? { ...presets.full, faces: presets.quick.faces, seeds: 2 } : { ...presets.quick };
  return {
    version: 2,
    config,
    created: "2026-01-02T03:04:05.000Z",
    machine: {
      cpu: "Imaginary CPU 3000",
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      platform: "Linux 6.1, x64",
      node: "v20.20.2",
      packages: { "onnxruntime-node": "1.30.0", sharp: "0.35.5" },
    },
    classes: classes.map(({ id, name, color }) => ({ id, name, color: [...color] })),
    data: {
      train: facts("synthetic faces", "train", 800),
      validation: facts("synthetic faces", "val", 100),
      test: facts("synthetic faces", "test", 40),
      other: other
        ? facts("LaPa", "test", 17, ["2 of 17 label maps had left and right exchanged: put right"])
        : null,
    },
    networks: cells(config).map((cell) => madeUpNetwork(cell, { other, full, ids })),
    combinations: full ? madeUpCombinations(ids) : [],
  };
}

function madeUpNetwork(
  { name, seed, key }: { name: NetworkName; seed: number; key: string },
  { other, full, ids }: Required<Options>,
): NetworkResults {
  const { label, family, group, changes = null } = networks[name];
  const n = size[family];
  const quality = skill[name] - (seed - 1) * 0.004;
  const details = { quality, numClasses: classes.length, pictures: 40 };
  return {
    name,
    seed,
    key,
    label,
    family,
    group,
    changes: changes && { ...changes },
    training: {
      network: {
        parameters: 812_345 * n + 1000 * name.length,
        trainableParameters: 800_000,
        macs: 9.1e7 * n + (group === "study" ? 0 : 2e7),
        activationBytes: 4e7,
      },
      pretrained: family === "segnet" || name === "unet-random" ? null : { file: "weights.h5", layers: 52 },
      engine: { name: "onnxruntime", reason: "onnxruntime-node is installed" },
      epochs: Array.from({ length: 8 }, (_, epoch) => madeUpEpoch(epoch, quality)),
      bestEpoch: family === "pspnet" ? 5 : 7,
      stoppedBy: "epochs",
      seconds: 63 * n,
      peakRssBytes: 6.1e8 * n,
      resumed: family === "pspnet",
      kerasFile: `${key}_model.keras`,
    },
    test: {
      ...madeUpEvaluation("synthetic faces", 40, quality, ids),
      quality: full ? madeUpQuality(details) : null,
    },
    other: other ? madeUpEvaluation("LaPa", 17, quality - 0.15, ids) : null,
    robustness: full && group !== "ablation" ? madeUpConditions(details) : null,
    costs: full ? madeUpCosts(n) : null,
    precision: full ? madeUpPrecision(n, details) : null,
  };
}

function madeUpCombinations(ids: (index: number) => string): Combination[] {
  const one = (
    name: string,
    label: string,
    kind: Combination["kind"],
    of: string[],
    against: string,
    quality: number,
  ) => ({
    name,
    label,
    kind,
    of,
    against,
    test: madeUpEvaluation("synthetic faces", 40, quality, ids),
    robustness:
      kind === "ensemble" ? madeUpConditions({ quality, numClasses: classes.length, pictures: 40 }) : null,
  });
  const study = ["unet", "pspnet", "segnet"];
  const defaults = ["unet-default", "pspnet-default", "segnet-default"];
  return [
    one("ensemble-study", "Mean of the study's", "ensemble", study, "unet", 0.92),
    one(
      "tta-flip",
      "U-Net default, flipped too",
      "test-time augmentation",
      ["unet-default"],
      "unet-default",
      0.935,
    ),
    one("ensemble-defaults", "Mean of the defaults", "ensemble", defaults, "unet-default", 0.945),
    one(
      "islands",
      "Mean of the defaults, no islands",
      "post-processing",
      defaults,
      "ensemble-defaults",
      0.944,
    ),
  ];
}

function madeUpEpoch(epoch: number, quality: number): Record<string, number> {
  const left = Math.exp(-epoch / 2);
  return {
    loss: 0.1 + 1.8 * left,
    accuracy: quality,
    mean_iou: quality - 0.15 - 0.6 * left,
    val_loss: 0.2 + 1.7 * left,
    val_accuracy: quality,
    val_mean_iou: quality - 0.2 - 0.55 * left,
    learning_rate: 1e-3 * left,
    seconds: 7.8,
  };
}

function madeUpEvaluation(
  dataset: string,
  count: number,
  quality: number,
  ids: (index: number) => string,
): Evaluation {
  return {
    dataset,
    split: "test",
    folder: null,
    pictures: Array.from({ length: count }, (_, index) => ({
      id: ids(index),
      counts: madeUpCounts(index, quality),
    })),
    quality: null,
    latency: { pictures: 40, p50: 4.2 / quality, p90: 4.3 / quality, engine: "onnxruntime" },
  };
}
