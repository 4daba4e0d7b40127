import type { Batches } from "@faceseg/image";
import type { Callback } from "../callbacks/callback.ts";
import { described } from "../settings/configured.ts";
import type { JsonObject } from "../settings/json.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { FitOptions } from "./fit-options.ts";

/**
 * The settings on which the weights and scores of a run depend, by name; a run that resumes must have the same. `epochs` is
 * none of them. Names of `settings` go before those of `fit`.
 */
export function runSettings(
  { train, validation, accumulate = 1, callbacks = [], settings }: FitOptions,
  { loss, optimizer, statisticsRule }: TrainingPlan,
): JsonObject {
  const { taxonomy } = train;
  const all = {
    loss: described(loss),
    optimizer: { ...described(optimizer), learningRate: optimizer.learningRate },
    accumulate,
    statistics: statisticsRule,
    train: dataSettings(train),
    ...(validation && { validation: dataSettings(validation) }),
    ...(taxonomy && { taxonomy: { name: taxonomy.name, classes: taxonomy.classes.map(({ name }) => name) } }),
    callbacks: callbackSettings(callbacks),
    ...settings,
  };
  return JSON.parse(JSON.stringify(all)) as JsonObject; // without absent values
}

const dataSettings = ({ length, batchSize, size: { width, height } }: Batches) => ({
  length,
  batchSize,
  size: { width, height },
});

/** The callbacks that change the training, whatever their order; a second one of a name is called `<name> 2`. */
function callbackSettings(callbacks: readonly Callback[]): JsonObject {
  const found: Record<string, JsonObject> = {};
  const configured = callbacks.filter(({ config }) => config !== undefined);
  for (const { name, config } of configured.toSorted(byConfig)) {
    let number = 1;
    const key = () => (number === 1 ? name : `${name} ${number}`);
    while (Object.hasOwn(found, key())) number++;
    found[key()] = config as JsonObject;
  }
  return found;
}

const byConfig = (a: Callback, b: Callback) => (JSON.stringify(a.config) < JSON.stringify(b.config) ? -1 : 1);
