import { basename } from "node:path";
import { loadWeights } from "@faceseg/backbones/node";
import type { Architecture, Training } from "@faceseg/evaluation";
import { watchMemory } from "@faceseg/evaluation/node";
import { lapa11 } from "@faceseg/image";
import {
  adam,
  type Callback,
  crossEntropyLoss,
  describeModel,
  diceLoss,
  earlyStopping,
  fit,
  type Loss,
  learningRateScheduler,
  reduceLrOnPlateau,
  warmupCosine,
  weightedSumLoss,
} from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder } from "@faceseg/trainer/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Config } from "../config/config.ts";
import type { NetworkName } from "../config/network-names.ts";
import { keptFor } from "../config/settings.ts";
import { evaluationBatches, learnedBy, type Splits, seenBy, trainingBatches } from "../data/splits.ts";
import type { Cell } from "../files/cells.ts";
import type { RunFolder } from "../files/run-folder.ts";
import { networks } from "../networks/network-list.ts";
import { bestEpoch } from "./best-epoch.ts";
import { rootInverseWeights } from "./class-weights.ts";
import { showProgress } from "./progress.ts";
import { tell } from "./tell.ts";

/**
 * Trains one network from one seed; its best epoch ends up in `files/<key>_model`.
 *
 * @throws the signal's reason when it is aborted: the state is saved then, and the same call continues from it.
 */
export async function trainNetwork(
  { name, seed, key }: Cell,
  options: {
    readonly config: Config;
    readonly splits: Splits;
    readonly folder: RunFolder;
    readonly signal: AbortSignal;
    readonly resume: boolean;
    readonly log: (line: string) => void;
  },
): Promise<{ architecture: Architecture; training: Omit<Training, "kerasFile"> }> {
  const { splits, folder, signal, resume, log } = options;
  const config = { ...options.config, seed };
  const network = networks[name];
  const model = network.build(config, lapa11.classes.length, seed);
  try {
    const pretrained = await pretrain(name, model, config);
    const { parameters, trainableParameters, macs, activationBytes } = describeModel(model);
    const weights = await classWeights(splits, config);
    const memory = watchMemory();
    const history = await fit(model, {
      train: trainingBatches(learnedBy(network, splits.train, config), config),
      validation: evaluationBatches(seenBy(network, splits.validation), config),
      epochs: config.epochs,
      loss: lossOf(config, weights),
      optimizer: adam({ learningRate: startRate(config) }),
      callbacks: [
        ...scheduleCallbacks(config),
        modelCheckpoint({ folder: folder.model(key), monitor: config.keepBest, saveBestOnly: true }),
        csvLogger(folder.log(key)),
        showProgress(network.label),
      ],
      onLog: (event) => log(`${network.label}: ${tell(event)}`),
      signal,
      store: runFolder(folder.checkpoint(key)),
      resume,
      // As the original study trained, and the presets choose the momentum.
      statistics: "momentum",
    });
    const peakRssBytes = memory.stop();
    if (history.stoppedBy === "signal") throw signal.reason;
    return {
      architecture: { parameters, trainableParameters, macs, activationBytes },
      training: {
        pretrained,
        engine: { name: history.engine.name, reason: history.engine.reason },
        epochs: history.epochs.map(finite),
        bestEpoch: bestEpoch(history.epochs, config.keepBest),
        keptFor: keptFor(config),
        stoppedBy: history.stoppedBy,
        seconds: history.epochs.reduce((sum, logs) => sum + (logs["seconds"] ?? 0), 0),
        peakRssBytes,
        resumed: resume,
      },
    };
  } finally {
    model.dispose();
  }
}

/**
 * Tries the weights on the first network that takes them, before anything is written.
 *
 * @throws when the file is missing, or belongs to an encoder of another width.
 */
export async function checkWeights(config: Config): Promise<void> {
  const name = config.networks.find((candidate) => takesWeights(candidate));
  if (config.weights === null || name === undefined) return;
  const model = networks[name].build(config, lapa11.classes.length, config.seed);
  try {
    await pretrain(name, model, config);
  } finally {
    model.dispose();
  }
}

const takesWeights = (name: NetworkName) => networks[name].onMobileNetV2 && !networks[name].training.random;

async function pretrain(
  name: NetworkName,
  model: LayersModel,
  config: Config,
): Promise<Training["pretrained"]> {
  if (config.weights === null || !takesWeights(name)) return null;
  const report = await loadWeights(model, config.weights);
  return { file: basename(config.weights), layers: report.loaded.length };
}

function classWeights(
  { train }: Splits,
  { classWeights: kind, size }: Config,
): Promise<number[]> | undefined {
  return kind === "none" ? undefined : rootInverseWeights(train, size, lapa11.classes.length);
}

function lossOf({ loss }: Config, weights: number[] | undefined): Loss {
  const entropy = crossEntropyLoss(weights && { classWeights: weights });
  return loss === "cross-entropy" ? entropy : weightedSumLoss([{ loss: entropy }, { loss: diceLoss() }]);
}

function startRate({ learningRate }: Config): number {
  return learningRate.schedule === "cosine" ? learningRate.peak : learningRate.initial;
}

function scheduleCallbacks({ learningRate, earlyStopping: patience }: Config): Callback[] {
  const rate =
    learningRate.schedule === "cosine"
      ? learningRateScheduler((step, totalSteps) => {
          const warmupSteps = Math.floor(learningRate.warmup * totalSteps);
          return warmupCosine({ warmupSteps, peak: learningRate.peak, floor: learningRate.floor })(
            step,
            totalSteps,
          );
        })
      : reduceLrOnPlateau({
          factor: learningRate.factor,
          patience: learningRate.patience,
          minLr: learningRate.minimum,
        });
  return patience === null ? [rate] : [rate, earlyStopping({ patience })];
}

/** JSON has no NaN: a score that does not exist is dropped. */
function finite(logs: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(logs).filter(([, value]) => Number.isFinite(value)));
}
