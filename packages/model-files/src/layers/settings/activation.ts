import { isObject } from "../../json/parse-json.ts";
import type { Setting } from "./setting.ts";
import { Unfit } from "./unfit.ts";

/** Keras's names of the functions that tfjs computes alike, and what tfjs calls them. */
const functions = new Map(
  Object.entries({
    linear: "linear",
    relu: "relu",
    relu6: "relu6",
    elu: "elu",
    selu: "selu",
    sigmoid: "sigmoid",
    softmax: "softmax",
    log_softmax: "logSoftmax",
    softplus: "softplus",
    softsign: "softsign",
    tanh: "tanh",
    swish: "swish",
    silu: "swish",
    gelu: "gelu",
    mish: "mish",
  }),
);
const names = new Map([...functions].map(([keras, tfjs]) => [tfjs, keras]));
const legal = `an activation of ${[...functions.keys()].join(", ")}`;

/** An activation function: its name, or {"class_name": "function", "config": name}. */
export const activation: Setting = {
  read: (value) => {
    if (value === null) return "linear";
    const name = isObject(value) && value["class_name"] === "function" ? value["config"] : value;
    const found = functions.get(String(name));
    if (typeof name !== "string" || found === undefined) throw new Unfit(legal, value);
    return found;
  },
  write: (value) => {
    const found = names.get(String(value));
    if (found === undefined) throw new Unfit(legal, value);
    return found;
  },
};
