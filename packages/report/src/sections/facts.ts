import type { NetworkResults, Results, SplitFacts, Training } from "@faceseg/evaluation";
import type { Block, Section } from "../document/blocks.ts";
import { bytes, duration, score } from "../document/format.ts";
import { factTable, rankedTable } from "../document/tables.ts";

/** What was run, on which data and which machine, so that someone else can run it again. */
export function factsSection(results: Results): Section {
  const { settings, machine, data } = results;
  const splits = [data.train, data.validation, data.test, data.other].filter((split) => split !== null);
  const decided = Object.entries(settings).map(([name, value]) => [name, settingText(value)] as const);
  return {
    id: "run",
    title: "What was run where",
    blocks: [
      ...(decided.length > 0 ? [factTable("Settings", decided)] : []),
      ...trainingTable(results),
      factTable(
        "Data. Validation and test images were neither shuffled nor augmented; the test split was used once, after all networks were trained.",
        splits.map(splitFact),
      ),
      ...(machine ? [machineTable(machine, results)] : []),
    ],
  };
}

function settingText(value: Results["settings"][string]): string {
  return value === null ? "none" : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function machineTable(machine: NonNullable<Results["machine"]>, results: Results): Block {
  const engines = enginesOf(trainedOf(results));
  return factTable("Machine", [
    ["Processor", `${machine.cpu}, ${machine.cores} threads`],
    ["Memory", bytes(machine.memoryBytes)],
    ["System", machine.platform],
    ["Node.js", machine.node],
    ...(engines.length > 0 ? [["Engine", engines] as const] : []),
    [
      "Packages",
      Object.entries(machine.packages)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
  ]);
}

/** A network whose training is known. */
type Trained = NetworkResults & { readonly training: Training };

const trainedOf = ({ networks }: Results): Trained[] =>
  networks.flatMap((network) => (network.training ? [{ ...network, training: network.training }] : []));

/** Each engine once, with the networks that it trained where there are several. */
function enginesOf(networks: readonly Trained[]): string[] {
  const described = new Map<string, string[]>();
  for (const { label, training } of networks) {
    const engine = `${training.engine.name} (${training.engine.reason})`;
    described.set(engine, [...(described.get(engine) ?? []), label]);
  }
  if (described.size === 1) return [...described.keys()];
  return [...described].map(([engine, labels]) => `${[...new Set(labels)].join(", ")}: ${engine}`);
}

function trainingTable(results: Results): Block[] {
  const networks = trainedOf(results);
  if (networks.length === 0) return [];
  const table = rankedTable<Trained>({
    caption: "Training",
    corner: "Network",
    groups: [{ title: null, items: networks }],
    head: ({ label, seed }) => (results.seeds.length > 1 ? `${label}, seed ${seed}` : label),
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
        title: "Resumed",
        value: ({ training }) => Number(training.resumed),
        print: (value) => (value ? "yes" : "no"),
      },
    ],
  });
  return [table];
}

function splitFact(split: SplitFacts): [string, string[]] {
  const { dataset, images, notes, quarantined } = split;
  const ids = [...new Set(quarantined.map(({ id }) => id))];
  const names = [...ids.slice(0, 10), ...(ids.length > 10 ? ["..."] : [])].join(", ");
  const skipped =
    quarantined.length > 0 ? [`${quarantined.length} that cannot be read skipped: ${names}`] : [];
  return [`${dataset}, ${split.split}`, [`${images} images`, ...skipped, ...notes]];
}
