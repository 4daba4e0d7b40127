import { isObject, type JsonObject } from "../../json/parse-json.ts";
import type { Setting } from "./setting.ts";
import { Unfit } from "./unfit.ts";

const names = [
  "Zeros",
  "Ones",
  "Constant",
  "RandomNormal",
  "RandomUniform",
  "TruncatedNormal",
  "VarianceScaling",
  "GlorotNormal",
  "GlorotUniform",
  "HeNormal",
  "HeUniform",
  "LeCunNormal",
  "LeCunUniform",
  "Orthogonal",
];
/** Keras and tfjs differ in case and in suffixes; its functions are written `glorot_uniform`. */
const simple = (name: string) => name.replace(/_|V2$|Initializer$/g, "").toLowerCase();
const classes = new Map(names.map((name) => [simple(name), name]));
const numbers = ["value", "mean", "stddev", "minval", "maxval", "scale", "gain", "seed"];
const words = new Map([
  ["fan_in", "fanIn"],
  ["fan_out", "fanOut"],
  ["fan_avg", "fanAvg"],
  ["uniform", "uniform"],
  ["truncated_normal", "normal"],
  ["untruncated_normal", "normal"],
  ["normal", "normal"],
]);
const kerasWords = new Map([...words].reverse().map(([keras, tfjs]) => [tfjs, keras]));
kerasWords.set("normal", "truncated_normal").set("truncatedNormal", "truncated_normal");

const legal = `an initializer of ${names.join(", ")}`;

function settings(config: JsonObject, translate: Map<string, string>): JsonObject {
  const entries = numbers
    .filter((key) => Number.isFinite(config[key]))
    .map((key) => [key, config[key] as number] as [string, number | string]);
  for (const key of ["mode", "distribution"]) {
    if (config[key] === undefined) continue;
    const word = translate.get(String(config[key]));
    if (word === undefined) throw new Unfit(legal, config);
    entries.push([key, word]);
  }
  return Object.fromEntries(entries);
}

/** How a weight begins. A file's weights replace it, but it is kept for whoever makes the layer anew. */
export const initializer: Setting = {
  read: (value) => {
    const name = isObject(value) ? value["class_name"] : value;
    const config = isObject(value) ? (value["config"] ?? {}) : {};
    const className = classes.get(simple(String(name)));
    if (className === undefined || !isObject(config)) throw new Unfit(legal, value);
    return { className, config: settings(config, words) };
  },
  write: (value) => {
    if (value === null || value === undefined) return undefined;
    const { className, config = {} } = value as { className: string; config?: JsonObject };
    const name = classes.get(simple(className));
    if (name === undefined) throw new Unfit(legal, value);
    return {
      module: "keras.initializers",
      class_name: name.replace("LeCun", "Lecun"),
      config: settings(config, kerasWords),
      registered_name: null,
    };
  },
};
