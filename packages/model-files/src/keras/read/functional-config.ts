import { KerasFileError } from "../../errors/keras-file-error.ts";
import { isObject, type JsonObject, show } from "../../json/parse-json.ts";
import { sequentialAsFunctional } from "./sequential.ts";

export const isModel = (className: string) => ["Functional", "Model", "Sequential"].includes(className);
/** Keras 2 calls functional models Model in old files, but counts them as what they became. */
export const modelClass = (className: string) => (className === "Model" ? "Functional" : className);

/** The name and the config of a functional model; a sequential one becomes functional. */
export function functionalConfig(given: JsonObject): { name: string; config: JsonObject } {
  const className = given["class_name"];
  const config = given["config"];
  if (typeof className !== "string" || !isModel(className)) {
    throw new KerasFileError(
      `Expected a Functional or Sequential model, found ${show(className)} (a class of someone's own?)`,
    );
  }
  const name = given["name"] ?? (isObject(config) ? config["name"] : undefined) ?? "model";
  if (typeof name !== "string")
    throw new KerasFileError(`Expected a model to have a name, found ${show(name)}`);
  if (className === "Sequential") return { name, config: sequentialAsFunctional(name, config ?? null) };
  if (!isObject(config))
    throw new KerasFileError(`Expected the model ${name} to have a config, found ${show(config)}`);
  return { name, config };
}
