import { isObject, type JsonObject } from "../../json/parse-json.ts";
import type { Setting } from "./setting.ts";
import { wrappedNumber } from "./setting.ts";
import { Unfit } from "./unfit.ts";

const legal = "a regularizer of L1, L2, L1L2 or null";

/** A penalty on weights; it counts in training alone. */
export const regularizer: Setting = {
  read: (value) => {
    if (value === null) return undefined;
    const { class_name: name, config } = isObject(value) ? value : {};
    if (!/^(L1|L2|L1L2)$/i.test(String(name)) || !isObject(config)) throw new Unfit(legal, value);
    const rate = (key: string) => wrappedNumber.read(config[key] ?? 0);
    return { className: "L1L2", config: { l1: rate("l1"), l2: rate("l2") } };
  },
  write: (value) => {
    if (value === null || value === undefined) return null;
    const { className, config } = value as { className: string; config: JsonObject };
    if (className !== "L1L2") throw new Unfit(legal, value);
    const { l1 = 0, l2 = 0 } = config;
    return { module: "keras.regularizers", class_name: "L1L2", config: { l1, l2 }, registered_name: null };
  },
};
