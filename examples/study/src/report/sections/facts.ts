import { basename } from "node:path";
import type { Config } from "../../config.ts";
import type { Results, SplitFacts } from "../../results.ts";
import type { Block, Section } from "../blocks.ts";
import { bytes, duration, score } from "../format.ts";
import { factTable, rankedTable } from "../tables.ts";

/** What was run, on which data and which machine, so that someone else can run it again. */
export function factsSection(results: Results): Section {
  const { config, machine, data } = results;
  const splits = [data.train, data.validation, data.test, data.other].filter((split) => split !== null);
  return {
    id: "run",
    title: "What was run where",
    blocks: [
      factTable("Configuration", configFacts(config)),
      trainingTable(results),
      factTable(
        "Data. Validation and test pictures were neither shuffled nor augmented; the test split was used once, after all networks were trained.",
        splits.map(splitFact),
      ),
      factTable("Machine", [
        ["Processor", `${machine.cpu}, ${machine.cores} threads`],
        ["Memory", bytes(machine.memoryBytes)],
        ["System", machine.platform],
        ["Node.js", machine.node],
        ["Engine", engines(results)],
        [
          "Packages",
          Object.entries(machine.packages)
            .map(([name, version]) => `${name} ${version}`)
            .join(", "),
        ],
      ]),
    ],
  };
}

/** Each engine once, with the networks that it trained where there are several. */
function engines({ networks }: Results): string[] {
  const described = new Map<string, string[]>();
  for (const { label, training } of networks) {
    const engine = `${training.engine.name} (${training.engine.reason})`;
    described.set(engine, [...(described.get(engine) ?? []), label]);
  }
  if (described.size === 1) return [...described.keys()];
  return [...described].map(([engine, labels]) => `${[...new Set(labels)].join(", ")}: ${engine}`);
}

function configFacts(config: Config): [string, string][] {
  const rate = config.learningRate;
  return [
    ["Preset", config.preset],
    ["Data", config.data === null ? "synthetic faces" : basename(config.data)],
    ["Input", `${config.size} × ${config.size} pixels`],
    ["Networks", `backbone alpha ${config.alpha}, width of everything else ${config.width}`],
    ["Backbone weights", config.weights === null ? "random" : basename(config.weights)],
    ["Epochs and batch", `${config.epochs} epochs, ${config.batchSize} pictures a step`],
    [
      "Learning rate (Adam)",
      rate.schedule === "cosine"
        ? `warm-up over ${rate.warmup * 100} % of the steps to ${rate.peak}, cosine down to ${rate.floor}`
        : `${rate.initial}, times ${rate.factor} after ${rate.patience} epochs without a better validation loss, at least ${rate.minimum}`,
    ],
    ["Augmentation", config.augment ? "random flip, geometry and colour on training pictures" : "none"],
    [
      "Weights kept",
      config.keepBest === "val_loss" ? "lowest validation loss" : "highest validation mean IoU",
    ],
    [
      "Early stopping",
      config.earlyStopping === null
        ? "none"
        : `after ${config.earlyStopping} epochs without a better validation loss`,
    ],
    ["Loss", config.loss],
    [
      "Class weights in the cross-entropy",
      config.classWeights === "none" ? "none" : "one over the square root of the share of pixels",
    ],
    ["Batch normalisation", `momentum ${config.bnMomentum}`],
    ["Seeds", Array.from({ length: config.seeds }, (_, i) => config.seed + i).join(", ")],
    ["Limit", config.limit === null ? "none" : `${config.limit} pictures of each split`],
  ];
}

function trainingTable({ networks, config }: Results): Block {
  return rankedTable({
    caption: "Training",
    corner: "Network",
    groups: [{ title: null, items: networks }],
    head: ({ label, seed }) => (config.seeds > 1 ? `${label}, seed ${seed}` : label),
    columns: [
      { title: "Epochs", value: ({ training }) => training.epochs.length, print: String },
      { title: "Kept epoch", value: ({ training }) => training.bestEpoch + 1, print: String },
      {
        title: "Its validation mean IoU",
        value: ({ training }) => training.epochs[training.bestEpoch]?.["val_mean_iou"] ?? Number.NaN,
        print: score,
        best: "highest",
      },
      { title: "Time", value: ({ training }) => training.seconds, print: duration, best: "lowest" },
      {
        title: "Pretrained layers",
        value: ({ training }) => training.pretrained?.layers ?? 0,
        print: (value) => (value === 0 ? "none" : String(value)),
      },
      {
        title: "Went on after a stop",
        value: ({ training }) => Number(training.resumed),
        print: (value) => (value ? "yes" : "no"),
      },
    ],
  });
}

function splitFact(split: SplitFacts): [string, string[]] {
  const { dataset, pictures, notes, quarantined } = split;
  const ids = [...new Set(quarantined.map(({ id }) => id))];
  const names = [...ids.slice(0, 10), ...(ids.length > 10 ? ["..."] : [])].join(", ");
  const leftOut =
    quarantined.length > 0 ? [`${quarantined.length} that cannot be read left out: ${names}`] : [];
  return [`${dataset}, ${split.split}`, [`${pictures} pictures`, ...leftOut, ...notes]];
}
