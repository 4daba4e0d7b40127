import { lapa11 } from "@faceseg/image";
import {
  type Combination,
  type Evaluation,
  type NetworkResults,
  type Results,
  resultsVersion,
} from "../src/results/index.ts";
import { madeUpCounts } from "./made-up-counts.ts";
import { madeUpConditions, madeUpCosts, madeUpPrecision, madeUpQuality } from "./made-up-details.ts";

interface Row {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly skill: number;
  readonly changes?: NetworkResults["changes"];
}

const oldNetworks = "Networks of the 2025 study";
const defaults = "Default networks";
const variants = "Default networks with one change";

const old = (name: string, label: string, skill: number): Row => ({
  name: `${name}-2025`,
  label: `${label} (2025 study)`,
  group: oldNetworks,
  skill,
});
const variant = (of: string, change: string, label: string, what: string, skill: number): Row => ({
  name: `${of}-${change}`,
  label: `${label}, ${what}`,
  group: variants,
  skill,
  changes: { of, what },
});

const table: readonly Row[] = [
  old("unet", "U-Net", 0.9),
  old("pspnet", "PSPNet", 0.78),
  old("segnet", "SegNet", 0.88),
  { name: "unet", label: "U-Net", group: defaults, skill: 0.93 },
  { name: "pspnet", label: "PSPNet", group: defaults, skill: 0.84 },
  { name: "segnet", label: "SegNet", group: defaults, skill: 0.88 },
  variant("unet", "random", "U-Net", "random encoder", 0.7),
  variant("unet", "frozen", "U-Net", "frozen encoder", 0.86),
  variant("unet", "no-skips", "U-Net", "no skips", 0.8),
  variant("pspnet", "no-pyramid", "PSPNet", "no pyramid", 0.81),
  variant("pspnet", "bins-1248", "PSPNet", "bins 1, 2, 4, 8", 0.84),
  variant("segnet", "bilinear", "SegNet", "bilinear unpooling", 0.875),
  variant("segnet", "transposed", "SegNet", "transposed unpooling", 0.9),
  variant("unet", "bilinear-labels", "U-Net", "bilinear labels", 0.85),
  variant("unet", "bgr", "U-Net", "BGR input", 0.92),
];

interface Options {
  /** A second data set. */
  readonly other?: boolean;
  /** Fifteen networks, each from two seeds, with quality, robustness, costs and combinations. */
  readonly full?: boolean;
  readonly ids?: (index: number) => string;
}

/** Results as a run of the study would give them, with numbers from nowhere: three networks, or all where `full`. */
export function madeUpResults({
  other = false,
  full = false,
  ids = (i) => `face-${i}`,
}: Options = {}): Results {
  const facts = (dataset: string, split: string, images: number, notes: string[] = []) => ({
    dataset,
    split,
    images,
    synthetic: dataset.startsWith("synthetic"),
    notes,
    quarantined: [] as { id: string; message: string }[],
  });
  const seeds = full ? [1, 2] : [1];
  const rows = full ? table : table.slice(0, 3);
  return {
    version: resultsVersion,
    created: "2026-01-02T03:04:05.000Z",
    settings: {
      Preset: full ? "full" : "quick",
      Data: "synthetic faces",
      Augmentation: null,
      Seeds: seeds.join(", "),
    },
    notes: full ? [] : ["The networks are narrower than those of the study."],
    imageSize: { width: 96, height: 96 },
    seeds,
    machine: {
      cpu: "Imaginary CPU 3000",
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      platform: "Linux 6.1, x64",
      node: "v20.20.2",
      packages: { "onnxruntime-node": "1.30.0", sharp: "0.35.5" },
    },
    classes: lapa11.classes.map(({ id, name, color: [r, g, b] }) => ({ id, name, color: [r, g, b] })),
    mirrorPairs: lapa11.mirrorPairs.map(([left, right]) => [left, right]),
    smallParts: { title: "brows, eyes and lips", ids: [2, 3, 4, 5, 7, 8, 9] },
    data: {
      train: facts("synthetic faces", "train", 800),
      validation: facts("synthetic faces", "val", 100),
      test: facts("synthetic faces", "test", 40),
      other: other
        ? facts("LaPa", "test", 17, ["2 of 17 label maps had left and right exchanged: put right"])
        : null,
    },
    networks: seeds.flatMap((seed) => rows.map((row) => madeUpNetwork(row, seed, { other, full, ids }))),
    combinations: full ? madeUpCombinations(ids) : [],
  };
}

function madeUpNetwork(
  { name, label, group, skill, changes = null }: Row,
  seed: number,
  { other, full, ids }: Required<Options>,
): NetworkResults {
  const family = name.split("-", 1)[0] ?? "";
  const key = seed === 1 ? name : `${name}-seed${seed}`;
  const n = { unet: 1, pspnet: 2, segnet: 3 }[family] ?? Number.NaN;
  const quality = skill - (seed - 1) * 0.004;
  const details = { quality, numClasses: lapa11.classes.length, images: 40 };
  return {
    name,
    seed,
    key,
    label,
    group,
    changes,
    architecture: {
      parameters: 812_345 * n + 1000 * name.length,
      trainableParameters: 800_000,
      macs: 9.1e7 * n + (group === oldNetworks ? 0 : 2e7),
      activationBytes: 4e7,
    },
    training: {
      pretrained: family === "segnet" || name === "unet-random" ? null : { file: "weights.h5", layers: 52 },
      engine: { name: "onnxruntime", reason: "onnxruntime-node is installed" },
      epochs: Array.from({ length: 8 }, (_, epoch) => madeUpEpoch(epoch, quality)),
      bestEpoch: family === "pspnet" ? 5 : 7,
      keptFor: "highest validation mean IoU",
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
    robustness: full && group !== variants ? madeUpConditions(details) : null,
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
      kind === "ensemble"
        ? madeUpConditions({ quality, numClasses: lapa11.classes.length, images: 40 })
        : null,
  });
  const study = ["unet-2025", "pspnet-2025", "segnet-2025"];
  const three = ["unet", "pspnet", "segnet"];
  return [
    one("ensemble-study", "Mean of the 2025 study's", "ensemble", study, "unet-2025", 0.92),
    one("tta-flip", "U-Net, flipped too", "test-time augmentation", ["unet"], "unet", 0.935),
    one("ensemble-defaults", "Mean of the defaults", "ensemble", three, "unet", 0.945),
    one("islands", "Mean of the defaults, no islands", "post-processing", three, "ensemble-defaults", 0.944),
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
    images: Array.from({ length: count }, (_, index) => ({
      id: ids(index),
      counts: madeUpCounts(index, quality),
    })),
    quality: null,
    latency: { images: 40, p50: 4.2 / quality, p90: 4.3 / quality, engine: "onnxruntime" },
  };
}
