import "@tensorflow/tfjs-backend-cpu";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findPretrained, pretrained } from "@faceseg/backbones";
import { download, loadWeights } from "@faceseg/backbones/node";
import { augment, batches, classes, type Dataset, syntheticFaces } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { adam, fit, learningRateScheduler, progress, warmupCosine } from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder } from "@faceseg/trainer/node";
import { buildUnet } from "@faceseg/unet";
import type { Command, Flags } from "../cli/command.ts";
import { number, oneOf, text } from "../cli/parse.ts";
import { UsageError } from "../cli/usage-error.ts";
import { writeOnnx } from "./export.ts";
import { loadLayersModel } from "./load-layers-model.ts";

const networks = ["unet", "pspnet", "segnet"] as const;
const builders = { unet: buildUnet, pspnet: buildPspnet, segnet: buildSegnet } as const;

/** `faceseg train`. */
export const train: Command = {
  name: "train",
  summary: "Trains a network on labelled pictures, or on drawn faces",
  flags: {
    data: {
      type: "string",
      valueHint: "folder",
      description: "Data set, as of LaPa or CelebAMask-HQ; else drawn faces",
    },
    faces: { type: "string", valueHint: "n", description: "Drawn faces, without --data (400)" },
    network: { type: "string", valueHint: networks.join("|"), description: "The network (unet)" },
    size: { type: "string", valueHint: "pixels", description: "Side of its input, a multiple of 32 (128)" },
    epochs: { type: "string", valueHint: "n", description: "Passes over the pictures (10)" },
    batch: { type: "string", valueHint: "n", description: "Pictures in a step (8)" },
    rate: { type: "string", valueHint: "x", description: "Highest learning rate (0.003)" },
    alpha: { type: "string", valueHint: "x", description: "Width of the MobileNetV2 backbone (0.35)" },
    width: { type: "string", valueHint: "x", description: "Width of the decoder (0.25)" },
    weights: {
      type: "string",
      valueHint: "file|name",
      description: "Weights of the backbone; names: faceseg download",
    },
    limit: { type: "string", valueHint: "n", description: "At most this many pictures of each split" },
    seed: { type: "string", valueHint: "n", description: "Seed of everything random (0)" },
    out: { type: "string", valueHint: "folder", description: "Where the model goes (face)" },
    resume: { type: "boolean", description: "Go on with the run in --out" },
  },
  examples: [
    ["faceseg train --faces 400 --size 64 --epochs 2", "a first network, in minutes: face/model.onnx"],
    [
      "faceseg train --data LaPa --size 256 --alpha 1 --width 1 --weights mobilenet-v2-1 --out lapa",
      "the real thing",
    ],
    [
      "faceseg train --data LaPa --size 256 --alpha 1 --width 1 --out lapa --resume",
      "goes on after Ctrl-C, to the bit",
    ],
  ],
  async run({ flags, output, signal }) {
    const out = text(flags, "out", "face");
    const resume = flags["resume"] === true;
    if (!resume && existsSync(join(out, "best"))) {
      throw new UsageError(
        `Expected a new folder for --out, found a model in ${out}; another name, or --resume`,
      );
    }
    const size = number(flags, "size", 128, { least: 32, multipleOf: 32 });
    const batchSize = number(flags, "batch", 8, { least: 1 });
    const epochs = number(flags, "epochs", 10, { least: 1 });
    const seed = number(flags, "seed", 0);
    const splits = await openSplits(flags, size, seed);
    const options = {
      inputShape: [size, size, 3] as const,
      numClasses: classes.length,
      width: number(flags, "width", 0.25, { whole: false }),
      alpha: number(flags, "alpha", 0.35, { whole: false }),
      seed,
    };
    const model = builders[oneOf(flags, "network", networks, "unet")](options);
    const weights = text(flags, "weights");
    // Also for a run that goes on: it may have been killed before its first checkpoint.
    if (weights !== undefined) await loadWeights(model, await weightsFile(weights, signal));
    await mkdir(out, { recursive: true });
    const trainData = batches(splits.train, {
      size,
      batchSize,
      seed,
      shuffle: true,
      dropRemainder: true,
      transform: augment(),
    });
    const rate = number(flags, "rate", 3e-3, { whole: false });
    const steps = epochs * trainData.length;
    const history = await fit(model, {
      train: trainData,
      validation: batches(splits.validation, { size, batchSize }),
      epochs,
      optimizer: adam({ learningRate: rate }),
      callbacks: [
        learningRateScheduler(warmupCosine({ warmupSteps: Math.floor(steps / 20), peak: rate, floor: 0 })),
        modelCheckpoint({
          path: join(out, "best"),
          monitor: "val_mean_iou",
          mode: "max",
          saveBestOnly: true,
        }),
        csvLogger(join(out, "log.csv")),
        progress(),
      ],
      signal,
      store: runFolder(join(out, "state")),
      resume,
    });
    if (history.stoppedBy === "signal") {
      output.note(`Stopped. Go on with the same command and --resume.`);
      return { out, stoppedBy: history.stoppedBy };
    }
    const best = await loadLayersModel(join(out, "best"));
    const onnx = join(out, "model.onnx");
    await writeOnnx(best, onnx);
    const scores = history.epochs.map((logs) => logs["val_mean_iou"] ?? Number.NaN);
    const score = Math.max(...scores);
    output.line(
      `${onnx}: validation mean IoU without background ${score.toFixed(4)}, by ${history.engine.name}`,
    );
    output.line(`Use it: faceseg segment photo.jpg --model ${onnx} --overlay`);
    return { out, onnx, meanIou: score, engine: history.engine, epochs: history.epochs };
  },
};

async function openSplits(
  flags: Flags,
  size: number,
  seed: number,
): Promise<{ train: Dataset; validation: Dataset }> {
  const folder = text(flags, "data");
  const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { least: 1 });
  const cut = (dataset: Dataset): Dataset => ({ ...dataset, samples: dataset.samples.slice(0, limit) });
  if (folder !== undefined) {
    const [train, validation] = await Promise.all([openDataset(folder, "train"), openDataset(folder, "val")]);
    return { train: cut(train), validation: cut(validation) };
  }
  const count = number(flags, "faces", 400, { least: 16 });
  const held = Math.ceil(count / 8);
  // One sequence, cut in two, so that no face is in both.
  const all = syntheticFaces({ count: count + held, size, seed });
  const part = (split: string, samples: Dataset["samples"]): Dataset => cut({ ...all, split, samples });
  return {
    train: part("train", all.samples.slice(0, count)),
    validation: part("val", all.samples.slice(count)),
  };
}

/** A file, or a name of `faceseg download`. */
async function weightsFile(weights: string, signal: AbortSignal): Promise<string> {
  if (!Object.hasOwn(pretrained, weights)) return weights;
  const { url, sha256 } = findPretrained(weights);
  return (await download(url, { signal, ...(sha256 !== undefined && { sha256 }) })).path;
}
