import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Dataset } from "@faceseg/data";
import { classes } from "@faceseg/image";
import { z } from "zod";
import { type Cell, cells } from "./cells.ts";
import { combine } from "./combine.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { describeSplits } from "./data.ts";
import { drawSet, readDrawings } from "./draw.ts";
import { describeMachine } from "./machine.ts";
import { measureNetwork } from "./measure.ts";
import { looksAtAllEngines, measureCosts } from "./measure-costs.ts";
import { measurePrecision } from "./measure-precision.ts";
import { hardships, measureRobustness } from "./measure-robustness.ts";
import type { NetworkName } from "./network-names.ts";
import { networks } from "./networks.ts";
import { once } from "./once.ts";
import { shownIndices } from "./report/view.ts";
import { writeReport } from "./report/write-report.ts";
import {
  conditionSchema,
  costSchema,
  evaluationSchema,
  precisionSchema,
  type Results,
  resultsVersion,
  trainingSchema,
} from "./results.ts";
import { type RunFolder, writeAtomically, writeJson } from "./run-folder.ts";
import { trainNetwork } from "./train.ts";
import { writeKerasFile } from "./write-keras-file.ts";

/**
 * Does what a run folder does not hold yet: trains every network, then tests every network, then writes
 * `results.json` and the report about all that is finished.
 *
 * @param options.only Networks to work on; null for all of the run.
 * @throws the signal's reason when it is aborted; the same call goes on from there.
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
  for (const cell of chosen) await test(cell, context);

  const finished = all.filter((cell) => existsSync(folder.finished(cell.key, "test")));
  const measured: Results["networks"] = [];
  for (const cell of finished) measured.push(await describeCell(cell, context));
  context.signal.throwIfAborted();
  const results: Results = {
    version: resultsVersion,
    config,
    created: new Date().toISOString(),
    machine: describeMachine(),
    classes: classes.map(({ id, name, color }) => ({ id, name, color: [...color] })),
    data: await describeSplits(context.splits, context.quarantine),
    networks: measured,
    combinations: config.combinations ? await combine(finished, context) : [],
  };
  await writeJson(folder.results, results);
  await report(results, finished, context);
}

/** All that is known about a cell; what is missing is done first. */
async function describeCell(cell: Cell, context: Context): Promise<Results["networks"][number]> {
  const { label, family, group, changes = null } = networks[cell.name];
  const training = await train(cell, context);
  return { ...cell, label, family, group, changes, training, ...(await test(cell, context)) };
}

async function train(cell: Cell, { folder, config, splits, signal, log }: Context) {
  const training = await once(folder.finished(cell.key, "training"), trainingSchema, async () => {
    const resume = existsSync(folder.checkpoint(cell.key));
    log(`${resume ? "Going on with" : "Training"} ${title(cell, config)}`);
    const trained = await trainNetwork(cell, { config, splits, folder, signal, resume, log });
    return { ...trained, kerasFile: await writeKerasFile(folder.model(cell.key)) };
  });
  await rm(folder.checkpoint(cell.key), { recursive: true, force: true });
  return training;
}

async function test(cell: Cell, { folder, config, splits, signal, log }: Context) {
  // An ablation answers one question, and does so on pictures as they are.
  const isWhole = networks[cell.name].group !== "ablation";
  const measure = (piece: "test" | "other", dataset: Dataset, from: string | null) =>
    once(
      folder.finished(cell.key, piece),
      evaluationSchema,
      () => {
        const pictures = `${dataset.samples.length} pictures of ${dataset.name}`;
        log(`Testing ${title(cell, config)} on ${pictures}`);
        const latency = piece === "test";
        return measureNetwork(cell, { config, dataset, files: folder, folder: from, latency, signal });
      },
      (old) => old.folder === from,
    );
  return {
    test: await measure("test", splits.test, config.data),
    other: splits.other && (await measure("other", splits.other, config.testData)),
    robustness:
      config.robustness && isWhole
        ? await once(folder.finished(cell.key, "robustness"), z.array(conditionSchema), () => {
            const label = title(cell, config);
            log(`Testing ${label} under ${hardships(config).length} hardships`);
            return measureRobustness(cell, { label, config, dataset: splits.test, files: folder, signal });
          })
        : null,
    costs:
      config.costs && isWhole
        ? await once(
            folder.finished(cell.key, "costs"),
            costSchema,
            () => {
              log(`Timing ${title(cell, config)} on each engine`);
              return measureCosts(cell, folder, signal);
            },
            looksAtAllEngines,
          )
        : null,
    precision:
      config.costs && isWhole
        ? await once(folder.finished(cell.key, "precision"), z.array(precisionSchema), () => {
            log(`Testing ${title(cell, config)} with weights in fewer bits`);
            return measurePrecision(cell, { config, dataset: splits.test, files: folder, signal });
          })
        : null,
  };
}

const title = ({ name, seed }: Cell, { seeds }: Config) =>
  seeds > 1 ? `${networks[name].label}, seed ${seed}` : networks[name].label;

async function report(
  results: Results,
  finished: readonly Cell[],
  { folder, config, splits, signal, log }: Context,
): Promise<void> {
  log("Drawing");
  const drawn = finished.filter(({ seed }) => seed === config.seed);
  const shown = [];
  for (const [set, dataset] of [
    ["test", splits.test],
    ["other", splits.other],
  ] as const) {
    if (!dataset) continue;
    signal.throwIfAborted();
    const indices = shownIndices(results, set);
    await drawSet(indices, {
      dataset,
      config,
      files: folder,
      drawn,
      keep: (index, what, file) => writeAtomically(folder.drawing(set, index, what), file),
    });
    shown.push({ set, indices });
  }
  signal.throwIfAborted();
  const images = await readDrawings(folder, shown, drawn);
  await writeReport(results, { images, synthetic: null }, folder.path, { log });
}
