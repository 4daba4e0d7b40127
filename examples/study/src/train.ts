import { basename } from "node:path";
import { loadWeights } from "@faceseg/backbones/node";
import { classes } from "@faceseg/image";
import {
  adam,
  type Callback,
  crossEntropy,
  describeModel,
  dice,
  earlyStopping,
  fit,
  type Loss,
  learningRateScheduler,
  reduceLrOnPlateau,
  warmupCosine,
  weightedSum,
} from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder } from "@faceseg/trainer/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Cell } from "./cells.ts";
import { rootInverseWeights } from "./class-weights.ts";
import type { Config } from "./config.ts";
import { evaluationBatches, learntBy, type Splits, seenBy, trainingBatches } from "./data.ts";
import { watchMemory } from "./machine.ts";
import type { NetworkName } from "./network-names.ts";
import { networks } from "./networks.ts";
import { showProgress } from "./progress.ts";
import type { Training } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";
import { bestEpoch } from "./scores.ts";
import { tell } from "./tell.ts";

/**
 * Trains one network from one seed; its best epoch ends up in `files/<key>_model`.
 *
 * @throws the signal's reason when it is aborted: the state is saved then, and the same call goes on from it.
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
): Promise<Omit<Training, "kerasFile">> {
  const { splits, folder, signal, resume, log } = options;
  const config = { ...options.config, seed };
  const network = networks[name];
  const model = network.build(config, classes.length, seed);
  try {
    const pretrained = await pretrain(name, model, config);
    const { parameters, trainableParameters, macs, activationBytes } = describeModel(model);
    const weights = await classWeights(splits, config);
    const memory = watchMemory();
    const history = await fit(model, {
      train: trainingBatches(learntBy(network, splits.train, config), config),
      validation: evaluationBatches(seenBy(network, splits.validation), config),
      epochs: config.epochs,
      loss: lossOf(config, weights),
      optimizer: adam({ learningRate: startRate(config) }),
      callbacks: [
        ...scheduleCallbacks(config),
        modelCheckpoint({ path: folder.model(key), monitor: config.keepBest, saveBestOnly: true }),
        csvLogger(folder.log(key)),
        showProgress(network.label),
      ],
      onLog: (event) => log(`${network.label}: ${tell(event)}`),
      signal,
      store: runFolder(folder.checkpoint(key)),
      resume,
    });
    const peakRssBytes = memory.stop();
    if (history.stoppedBy === "signal") throw signal.reason;
    return {
      network: { parameters, trainableParameters, macs, activationBytes },
      pretrained,
      engine: history.engine,
      epochs: history.epochs.map(finite),
      bestEpoch: bestEpoch(history.epochs, config.keepBest),
      stoppedBy: history.stoppedBy,
      seconds: history.epochs.reduce((sum, logs) => sum + (logs["seconds"] ?? 0), 0),
      peakRssBytes,
      resumed: resume,
    };
  } finally {
    model.dispose();
  }
}

/**
 * Tries the weights on the first network that takes them, before anything is written.
 *
 * @throws when the file is missing, or belongs to a backbone of another width.
 */
export async function checkWeights(config: Config): Promise<void> {
  const name = config.models.find((candidate) => takesWeights(candidate));
  if (config.weights === null || name === undefined) return;
  const model = networks[name].build(config, classes.length, config.seed);
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
  return kind === "none" ? undefined : rootInverseWeights(train, size, classes.length);
}

function lossOf({ loss }: Config, weights: number[] | undefined): Loss {
  const entropy = crossEntropy(weights && { classWeights: weights });
  return loss === "cross-entropy" ? entropy : weightedSum([{ loss: entropy }, { loss: dice() }]);
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

/** JSON has no NaN: a score that does not exist is left out. */
function finite(logs: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(logs).filter(([, value]) => Number.isFinite(value)));
}
