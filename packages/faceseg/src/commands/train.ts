import "../tensorflow.ts";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findPretrained, pretrained } from "@faceseg/backbones";
import { loadWeights } from "@faceseg/backbones/node";
import { batches, type Dataset } from "@faceseg/data";
import { download } from "@faceseg/download";
import { classes } from "@faceseg/image";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import {
  adam,
  classWeights,
  countPixels,
  crossEntropy,
  dice,
  fit,
  type Loss,
  learningRateScheduler,
  progress,
  warmupCosine,
  weightedSum,
} from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder } from "@faceseg/trainer/node";
import { buildUnet } from "@faceseg/unet";
import type { Command } from "../cli/command.ts";
import { json, number, oneOf, text } from "../cli/parse.ts";
import { UsageError } from "../cli/usage-error.ts";
import { writeOnnx } from "./export.ts";
import { loadLayersModel } from "./load-layers-model.ts";
import { augmentation, dataFlags, openTrainingData } from "./train-data.ts";

const networks = ["unet", "pspnet", "segnet"] as const;
const builders = { unet: buildUnet, pspnet: buildPspnet, segnet: buildSegnet } as const;

/** `faceseg train`. */
export const train: Command = {
  name: "train",
  summary: "Trains a network on labelled pictures, or on drawn faces",
  flags: {
    ...dataFlags,
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
    options: {
      type: "string",
      valueHint: "json",
      description: "More options of buildUnet, buildPspnet or buildSegnet",
    },
    seed: { type: "string", valueHint: "n", description: "Seed of everything random (0)" },
    out: { type: "string", valueHint: "folder", description: "Where the model goes (face)" },
    resume: { type: "boolean", description: "Go on with the run in --out" },
  },
  examples: [
    ["faceseg train --faces 400 --size 64", "a rough first network, in two minutes: face/model.onnx"],
    [
      "faceseg train --data LaPa --size 256 --alpha 1 --width 1 --weights mobilenet-v2-1 --out lapa",
      "the real thing",
    ],
    [
      "faceseg train --data LaPa --faces 400 --augment strong --options '{\"skipFilters\":[64,32,16,16]}'",
      "more pictures, harder ones, a faster network",
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
    const transform = augmentation(flags);
    const data = await openTrainingData(flags, size, seed);
    const options = {
      ...json(flags, "options"),
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
    const trainData = batches(data.train, {
      size,
      batchSize,
      seed,
      shuffle: true,
      dropRemainder: true,
      transform,
    });
    const rate = number(flags, "rate", 3e-3, { whole: false });
    const steps = epochs * trainData.length;
    const history = await fit(model, {
      train: trainData,
      validation: batches(data.validation, { size, batchSize }),
      epochs,
      loss: await balancedLoss(data.train, size),
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

/** Cross-entropy in which rare parts count more, and Dice: small parts are learnt in the first epochs. */
async function balancedLoss(train: Dataset, size: number): Promise<Loss> {
  const { pixels } = await countPixels(batches(train, { size, batchSize: 1 }), classes.length);
  const entropy = crossEntropy({ classWeights: classWeights(pixels, "rootInverse") });
  return weightedSum([{ loss: entropy }, { loss: dice() }]);
}

/** A file, or a name of `faceseg download`. */
async function weightsFile(weights: string, signal: AbortSignal): Promise<string> {
  if (!Object.hasOwn(pretrained, weights)) return weights;
  const { url, sha256 } = findPretrained(weights);
  return (await download(url, { signal, ...(sha256 !== undefined && { sha256 }) })).path;
}
