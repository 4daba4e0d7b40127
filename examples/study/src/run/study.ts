import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "@faceseg/core/node";
import {
  architectureSchema,
  createResults,
  type NetworkInput,
  type Results,
  trainingSchema,
} from "@faceseg/evaluation";
import { describeMachine, writeResults } from "@faceseg/evaluation/node";
import { lapa11 } from "@faceseg/image";
import { drawGallery, writeReport } from "@faceseg/report/node";
import sharp from "sharp";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import type { NetworkName } from "../config/network-names.ts";
import { notesOf, seedsOf, settingsOf } from "../config/settings.ts";
import { describeSplits } from "../data/splits.ts";
import { type Cell, cells, titleOf } from "../files/cells.ts";
import { once } from "../files/once.ts";
import type { RunFolder } from "../files/run-folder.ts";
import { hypothesesOf, smallParts } from "../hypotheses.ts";
import { networks } from "../networks/network-list.ts";
import { trainNetwork } from "../training/train.ts";
import { writeKerasFile } from "../training/write-keras-file.ts";
import { combine } from "./combine.ts";
import type { Context } from "./context.ts";
import { savedNetworks } from "./models.ts";
import { testNetwork } from "./test-network.ts";

/** Packages whose versions a report shows. */
const packages = ["onnxruntime-node", "@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", "@faceseg/trainer"];

/**
 * Does what a run folder does not hold yet: trains every network, then tests every network, then writes
 * `results.json` and the report about all that is finished.
 *
 * @param options.only Networks to work on; null for all of the run.
 * @throws the signal's reason when it is aborted; the same call continues from there.
 */
export async function runStudy(
  folder: RunFolder,
  config: Config,
  options: Omit<Context, "folder" | "config"> & { only: readonly NetworkName[] | null },
): Promise<void> {
  const context = { folder, config, ...options };
  const all = cells(config);
  const chosen = all.filter(({ name }) => options.only?.includes(name) ?? true);
  for (const cell of chosen) await train(cell, context);
  for (const cell of chosen) await testNetwork(cell, context);

  const finished = all.filter((cell) => existsSync(folder.finished(cell.key, "test")));
  const measured: NetworkInput[] = [];
  for (const cell of finished) measured.push(await describeCell(cell, context));
  context.signal.throwIfAborted();
  const machine = describeMachine(packages, import.meta.url);
  const results = createResults({
    settings: settingsOf(config),
    notes: notesOf(config),
    imageSize: config.size,
    seeds: seedsOf(config),
    machine: {
      ...machine,
      packages: { ...machine.packages, sharp: sharp.versions.sharp ?? "unknown" },
    },
    classes: lapa11.classes,
    mirrorPairs: lapa11.mirrorPairs.map(([one, other]) => [one, other]),
    smallParts,
    data: await describeSplits(context.splits, context.quarantine, config),
    networks: measured,
    combinations: config.combinations ? await combine(finished, context) : [],
  });
  await writeResults(folder.results, results);
  await report(results, context);
}

/** All that is known about a cell; what is missing is done first. */
async function describeCell(cell: Cell, context: Context): Promise<NetworkInput> {
  const { label, group, changes = null } = networks[cell.name];
  return {
    ...cell,
    label,
    group,
    changes,
    ...(await train(cell, context)),
    ...(await testNetwork(cell, context)),
  };
}

const trainedSchema = z.strictObject({ architecture: architectureSchema, training: trainingSchema });

async function train(cell: Cell, { folder, config, splits, signal, log }: Context) {
  const trained = await once(folder.finished(cell.key, "training"), trainedSchema, async () => {
    const resume = existsSync(folder.checkpoint(cell.key));
    log(`${resume ? "Continuing" : "Training"} ${titleOf(cell, config)}`);
    const made = await trainNetwork(cell, { config, splits, folder, signal, resume, log });
    const kerasFile = await writeKerasFile(folder.model(cell.key));
    return { ...made, training: { ...made.training, kerasFile } };
  });
  await rm(folder.checkpoint(cell.key), { recursive: true, force: true });
  return trained;
}

async function report(results: Results, { folder, config, splits, signal, log }: Context): Promise<void> {
  log("Drawing");
  const gallery = await drawGallery(results, {
    ...savedNetworks(folder, config),
    datasets: splits,
    signal,
    keep: async (set, index, what, file) => {
      const path = folder.drawing(set, index, what);
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, file);
    },
  });
  signal.throwIfAborted();
  await writeReport(results, { folder: folder.path, hypotheses: hypothesesOf(results), gallery, log });
}
