import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { classes, type Dataset } from "@faceseg/data";
import type { z } from "zod";
import type { Config, ModelName } from "./config.ts";
import { describeSplits, type Splits } from "./data.ts";
import { drawSet, readDrawings } from "./draw.ts";
import { describeMachine } from "./machine.ts";
import { measureNetwork } from "./measure.ts";
import { networks } from "./networks.ts";
import { renderReport } from "./report/report.ts";
import { shownIndices } from "./report/view.ts";
import { evaluationSchema, type Results, resultsVersion, type Training, trainingSchema } from "./results.ts";
import { type RunFolder, readJson, writeAtomically, writeJson } from "./run-folder.ts";
import { trainNetwork } from "./train.ts";

interface Context {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly splits: Splits;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * Does what a run folder does not hold yet: trains every network, then tests every network, then writes
 * `results.json` and `report.html`.
 *
 * @throws the signal's reason when it is aborted; the same call goes on from there.
 */
export async function runStudy(
  folder: RunFolder,
  config: Config,
  options: { splits: Splits; signal: AbortSignal; log: (line: string) => void },
): Promise<void> {
  const context = { folder, config, ...options };
  const trainings = new Map<ModelName, Training>();
  for (const name of config.models) trainings.set(name, await train(name, context));

  const measured: Results["networks"] = [];
  for (const [name, training] of trainings) {
    measured.push({ name, label: networks[name].label, training, ...(await test(name, context)) });
  }

  const results: Results = {
    version: resultsVersion,
    config,
    created: new Date().toISOString(),
    machine: describeMachine(),
    classes: classes.map(({ id, name, color }) => ({ id, name, color: [...color] })),
    data: await describeSplits(context.splits),
    networks: measured,
  };
  await writeJson(folder.results, results);
  await report(results, context);
}

async function train(name: ModelName, { folder, config, splits, signal, log }: Context): Promise<Training> {
  const training = await once(folder.finished(name, "training"), trainingSchema, async () => {
    const resume = existsSync(folder.checkpoint(name));
    log(`${resume ? "Going on with" : "Training"} ${networks[name].label}`);
    return trainNetwork(name, { config, splits, folder, signal, resume });
  });
  await rm(folder.checkpoint(name), { recursive: true, force: true });
  return training;
}

async function test(name: ModelName, { folder, config, splits, signal, log }: Context) {
  const measure = (piece: "test" | "other", dataset: Dataset, from: string | null) =>
    once(
      folder.finished(name, piece),
      evaluationSchema,
      () => {
        log(`Testing ${networks[name].label} on ${dataset.samples.length} pictures of ${dataset.name}`);
        const latency = piece === "test";
        return measureNetwork(folder.model(name), { config, dataset, folder: from, latency, signal });
      },
      (old) => old.folder === from,
    );
  return {
    test: await measure("test", splits.test, config.data),
    other: splits.other && (await measure("other", splits.other, config.testData)),
  };
}

async function report(results: Results, { folder, config, splits, log }: Context): Promise<void> {
  log("Drawing");
  const shown = [];
  for (const [set, dataset] of [
    ["test", splits.test],
    ["other", splits.other],
  ] as const) {
    if (!dataset) continue;
    const indices = shownIndices(results, set);
    await drawSet(set, indices, { dataset, config, folder });
    shown.push({ set, indices });
  }
  const images = await readDrawings(folder, shown, config.models);
  await writeAtomically(folder.report, renderReport(results, images));
}

/** The content of a finished piece of work; does the work first when its file is missing or about something else. */
async function once<T extends z.ZodType>(
  path: string,
  schema: T,
  work: () => Promise<z.infer<T>>,
  isCurrent: (old: z.infer<T>) => boolean = () => true,
): Promise<z.infer<T>> {
  const old = await readJson(path, schema);
  if (old !== undefined && isCurrent(old)) return old;
  const made = await work();
  await writeJson(path, made);
  return made;
}
