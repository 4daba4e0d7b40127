import { classes } from "@faceseg/data";
import type { Family } from "../src/networks.ts";
import { presets } from "../src/presets.ts";
import type { Evaluation, Results } from "../src/results.ts";

const skill: Record<Family, number> = { unet: 0.9, pspnet: 0.78, segnet: 0.88 };
const labels: Record<Family, string> = { unet: "U-Net", pspnet: "PSPNet", segnet: "SegNet" };
const pixels = [6000, 1500, 40, 40, 25, 25, 150, 40, 30, 45, 1300];

/** Results as a run of three networks would give them, with numbers from nowhere. */
export function madeUpResults(options: { other?: boolean; ids?: (index: number) => string } = {}): Results {
  const { ids = (index) => `face-${index}` } = options;
  const facts = (dataset: string, split: string, count: number, notes: string[] = []) => ({
    dataset,
    split,
    pictures: count,
    notes,
  });
  const names = ["unet", "pspnet", "segnet"] as const;
  return {
    version: 2,
    config: { ...presets.quick },
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
      other: options.other
        ? facts("LaPa", "test", 17, ["2 of 17 label maps had left and right exchanged: put right"])
        : null,
    },
    networks: names.map((name, n) => ({
      name,
      seed: presets.quick.seed,
      key: name,
      label: labels[name],
      family: name,
      group: "study",
      changes: null,
      training: {
        network: {
          parameters: 812_345 * (n + 1),
          trainableParameters: 800_000,
          macs: 9.1e7 * (n + 1),
          activationBytes: 4e7,
        },
        pretrained: n < 2 ? { file: "weights.h5", layers: 52 } : null,
        engine: { name: "onnxruntime", reason: "onnxruntime-node is installed" },
        epochs: Array.from({ length: 8 }, (_, epoch) => madeUpEpoch(epoch, skill[name])),
        bestEpoch: n === 1 ? 5 : 7,
        stoppedBy: "epochs",
        seconds: 63 * (n + 1),
        peakRssBytes: 6.1e8 * (n + 1),
        resumed: n === 1,
        kerasFile: `${name}_model.keras`,
      },
      test: madeUpEvaluation("synthetic faces", 40, skill[name], ids),
      other: options.other ? madeUpEvaluation("LaPa", 17, skill[name] - 0.15, ids) : null,
      robustness: null,
      costs: null,
    })),
    combinations: [],
  };
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
    latency: { pictures: 40, p50: 4.2 / quality, p90: 5.1 / quality, engine: "onnxruntime" },
  };
}

/** Pixels of each class, a share of them taken for the next class. */
function madeUpCounts(index: number, quality: number): number[] {
  const right = Math.min(0.99, quality - 0.06 + 0.12 * Math.abs(Math.sin(index + quality)));
  const n = pixels.length;
  const counts = new Array<number>(n * n).fill(0);
  for (const [id, size] of pixels.entries()) {
    const hit = Math.round(size * (size > 1000 ? Math.sqrt(Math.sqrt(right)) : right));
    counts[id * n + id] = hit;
    const mistaken = id * n + ((id + 1) % n);
    counts[mistaken] = size - hit;
  }
  return counts;
}
