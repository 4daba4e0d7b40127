import "../tensorflow.ts";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findPretrained, pretrained } from "@faceseg/backbones";
import { loadWeights } from "@faceseg/backbones/node";
import { UsageError } from "@faceseg/core";
import { batches, type Dataset } from "@faceseg/data";
import { download } from "@faceseg/download";
import { taxonomyNotes } from "@faceseg/image";
import { loadLayersModel } from "@faceseg/model-files/node";
import {
  adam,
  classWeights,
  countPixels,
  crossEntropyLoss,
  diceLoss,
  fit,
  type Loss,
  learningRateScheduler,
  progressLogger,
  warmupCosine,
  weightedSumLoss,
} from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder } from "@faceseg/trainer/node";
import { buildNetwork, networkNames } from "../build-network.ts";
import type { Command } from "../cli/command.ts";
import { json, number, oneOf, text } from "../cli/parse.ts";
import { writeOnnx } from "./export.ts";
import { finetune } from "./finetune.ts";
import { augmentation, dataSettings, openTrainingData, trainingFlags } from "./train-data.ts";

/** `faceseg train`. */
export const train: Command = {
  name: "train",
  summary: "Trains a network on labeled images or on synthetic faces",
  flags: {
    ...trainingFlags,
    network: { type: "string", valueHint: networkNames.join("|"), description: "The network (unet)" },
    size: {
      type: "string",
      valueHint: "pixels",
      description: "Width and height of its input, a multiple of 32 (128)",
    },
    epochs: { type: "string", valueHint: "n", description: "Passes over the training images (10)" },
    "batch-size": { type: "string", valueHint: "n", description: "Images in a training step (8)" },
    "learning-rate": { type: "string", valueHint: "x", description: "Peak learning rate (0.003)" },
    alpha: {
      type: "string",
      valueHint: "x",
      description: "Width multiplier of the MobileNetV2 encoder (0.35)",
    },
    width: { type: "string", valueHint: "x", description: "Width multiplier of the decoder (0.25)" },
    weights: {
      type: "string",
      valueHint: "file|name",
      description:
        "Weights to start from: of the encoder (faceseg download lists names), or a trained model of yours",
    },
    options: {
      type: "string",
      valueHint: "json",
      description: "More options of buildUnet, buildPspnet or buildSegnet",
    },
    seed: { type: "string", valueHint: "n", description: "Seed of all random numbers (0)" },
    out: { type: "string", valueHint: "folder", description: "Folder for the model (face)" },
    resume: { type: "boolean", description: "Continue the run in --out, with the same settings" },
    change: { type: "boolean", description: "With --resume: take settings that differ from the run's" },
  },
  examples: [
    ["faceseg train --faces 400 --size 64", "a rough first network in two minutes: face/model.onnx"],
    [
      "faceseg train --data LaPa --size 256 --alpha 1 --width 1 --weights mobilenet-v2-1 --out lapa",
      "a full training",
    ],
    [
      "faceseg train --data LaPa --faces 400 --augment strong --options '{\"skipFilters\":[64,32,16,16]}'",
      "more and harder images, a faster network",
    ],
    [
      "faceseg train --data LaPa --size 256 --alpha 1 --width 1 --out lapa --resume",
      "continues after Ctrl-C, bit for bit",
    ],
  ],
  async run({ flags, output, signal }) {
    const out = text(flags, "out", "face");
    const resume = flags["resume"] === true;
    if (!resume && existsSync(join(out, "best"))) {
      throw new UsageError(
        `Expected \`--out\` to be a new folder, found a model in ${out}; choose another folder, or continue with --resume`,
      );
    }
    const size = number(flags, "size", 128, { min: 32, multipleOf: 32 });
    const batchSize = number(flags, "batch-size", 8, { min: 1 });
    const epochs = number(flags, "epochs", 10, { min: 1 });
    const seed = number(flags, "seed", 0);
    const transform = augmentation(flags);
    const data = await openTrainingData(flags, size, seed);
    const { taxonomy } = data.train;
    // One class against the background: a sigmoid.
    const isBinary = taxonomy.classes.length === 2;
    const own = json(flags, "options");
    const fixed = ["inputShape", "numClasses", "width", "alpha", "seed"].find((name) => name in own);
    if (fixed !== undefined) {
      throw new UsageError(
        `Expected \`--options\` without ${fixed}, which other flags and the data set, got it`,
      );
    }
    const options = {
      ...own,
      inputShape: [size, size, 3] as const,
      numClasses: isBinary ? 1 : taxonomy.classes.length,
      width: number(flags, "width", 0.25, { integer: false }),
      alpha: number(flags, "alpha", 0.35, { integer: false }),
      seed,
    };
    const network = oneOf(flags, "network", networkNames, "unet");
    const weights = text(flags, "weights");
    const trained =
      weights === undefined ? undefined : await finetune(weights, { network, options, taxonomy });
    if (trained?.message !== undefined) output.note(trained.message);
    const model = trained?.model ?? buildNetwork(network, options);
    // Also for a resumed run: it may have been killed before its first checkpoint.
    if (weights !== undefined && !trained) await loadWeights(model, await weightsFile(weights, signal));
    model.setUserDefinedMetadata({ ...taxonomyNotes(taxonomy), inputRange: [0, 1] });
    await mkdir(out, { recursive: true });
    const trainData = batches(data.train, {
      size,
      batchSize,
      seed,
      shuffle: true,
      dropRemainder: true,
      transform,
    });
    const learningRate = number(flags, "learning-rate", 3e-3, { integer: false });
    const history = await fit(model, {
      train: trainData,
      validation: batches(data.validation, { size, batchSize }),
      epochs,
      loss: await balancedLoss(data.train, size),
      optimizer: adam({ learningRate }),
      callbacks: [
        // As a function of its own, which is not compared on resume: `--epochs` may change.
        learningRateScheduler((step, total) =>
          warmupCosine({ warmupSteps: Math.floor(total / 20), peak: learningRate, floor: 0 })(step, total),
        ),
        modelCheckpoint({
          folder: join(out, "best"),
          monitor: "val_mean_iou",
          mode: "max",
          saveBestOnly: true,
        }),
        csvLogger(join(out, "log.csv")),
        progressLogger(),
      ],
      signal,
      store: runFolder(join(out, "state")),
      resume,
      change: flags["change"] === true,
      onLog: (event) => {
        if ("message" in event) output.note(event.message);
      },
      settings: {
        network,
        seed,
        ...dataSettings(flags),
        weights: weights ?? null,
        options: JSON.stringify(own),
        alpha: options.alpha,
        width: options.width,
      },
    });
    if (history.stoppedBy === "signal") {
      output.note("Stopped. To continue, run the same command with --resume.");
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

/** Cross-entropy with more weight on rare parts, plus Dice: the network learns small parts in the first epochs. */
async function balancedLoss(train: Dataset, size: number): Promise<Loss> {
  const { pixels } = await countPixels(batches(train, { size, batchSize: 1 }), train.taxonomy.classes.length);
  const entropy = crossEntropyLoss({ classWeights: classWeights(pixels, "root-inverse") });
  return weightedSumLoss([{ loss: entropy }, { loss: diceLoss() }]);
}

/** A file, or a name of `faceseg download`. */
async function weightsFile(weights: string, signal: AbortSignal): Promise<string> {
  if (!Object.hasOwn(pretrained, weights)) return weights;
  const { url, sha256 } = findPretrained(weights);
  return (await download(url, { signal, ...(sha256 !== undefined && { sha256 }) })).path;
}
