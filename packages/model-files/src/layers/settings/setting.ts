import { isObject, show } from "../../json/parse-json.ts";
import { Unfit } from "./unfit.ts";

/** One setting of a layer: how Keras writes it, how tfjs does. */
export interface Setting {
  /** What tfjs calls it: null where tfjs has no such setting, undefined for Keras's name in camel case. */
  readonly tfjs?: string | null;
  /** The value for tfjs; throws an `Unfit` where it has none. */
  readonly read: (value: unknown) => unknown;
  /** The value for Keras; undefined leaves the setting out. */
  readonly write: (value: unknown) => unknown;
}

/** A setting that is the same in both and has to fit. */
export const checked = (expected: string, fits: (value: unknown) => boolean): Setting => {
  const pass = (value: unknown) => {
    if (!fits(value)) throw new Unfit(expected, value);
    return value;
  };
  return { read: pass, write: pass };
};

const isWhole = (least: number) => (value: unknown) => Number.isSafeInteger(value) && Number(value) >= least;

export const number: Setting = checked("a number", (value) => Number.isFinite(value));
export const flag: Setting = checked("true or false", (value) => typeof value === "boolean");
export const whole = (least: number): Setting => checked(`a whole number from ${least}`, isWhole(least));
export const wholes: Setting = checked(
  "a list of whole numbers",
  (value) => Array.isArray(value) && value.length < 10 && value.every(isWhole(-1)),
);

/** A shape with at most one free length, which is -1 in Keras and null in tfjs. */
export const freeShape: Setting = {
  read: wholes.read,
  write: (value) => wholes.write(Array.isArray(value) ? value.map((length) => length ?? -1) : value),
};

/** Two numbers, for height and width; one number stands for both. */
export const pair: Setting = (() => {
  const inner = checked(
    "two whole numbers from 1",
    (value) => Array.isArray(value) && value.length === 2 && value.every(isWhole(1)),
  );
  return {
    read: (value) => inner.read(typeof value === "number" ? [value, value] : value),
    write: inner.write,
  };
})();

/** [[top, bottom], [left, right]], for which Keras also writes a number or a pair. */
export const margins: Setting = (() => {
  const isPair = (value: unknown) => Array.isArray(value) && value.length === 2 && value.every(isWhole(0));
  const inner = checked(
    "margins [[top, bottom], [left, right]]",
    (value) => Array.isArray(value) && value.length === 2 && value.every(isPair),
  );
  const spread = (value: unknown) => (typeof value === "number" ? [value, value] : value);
  return {
    read: (value) => {
      const both = spread(value);
      return inner.read(Array.isArray(both) ? both.map(spread) : both);
    },
    write: inner.write,
  };
})();

/** A setting that may also be null, which leaves it to tfjs's default. */
export const optional = (setting: Setting): Setting => ({
  ...setting,
  read: (value) => (value === null ? undefined : setting.read(value)),
  write: (value) => (value === null || value === undefined ? null : setting.write(value)),
});

/** A setting under another name in tfjs. */
export const named = (tfjs: string, setting: Setting): Setting => ({ ...setting, tfjs });

/** One of some values, which are the same in tfjs. */
export const oneOf = (...legal: unknown[]): Setting =>
  checked(legal.map(show).join(" or "), (value) => legal.some((one) => show(one) === show(value)));

/** A setting that tfjs lacks and that may only be this, Keras's default. */
export const always = (legal: unknown): Setting => ({ ...oneOf(legal), tfjs: null, write: () => legal });

/** A setting without consequence here. */
export const ignored: Setting = { tfjs: null, read: () => undefined, write: () => undefined };

export const channelsLast: Setting = {
  read: (value) => {
    if (value === null) return undefined;
    oneOf("channels_last").read(value);
    return "channelsLast";
  },
  write: (value) => {
    oneOf("channelsLast").read(value ?? "channelsLast");
    return "channels_last";
  },
};

/** An axis, which Keras 2 writes as a list of one. */
export const axis: Setting = {
  read: (value) => whole(-10).read(Array.isArray(value) && value.length === 1 ? value[0] : value),
  write: (value) => whole(-10).read(Array.isArray(value) && value.length === 1 ? value[0] : value),
};

/** Numbers that Keras 2 may have wrapped: {"class_name": "__numpy__", "config": {"value": 0.3}}. */
export const wrappedNumber: Setting = {
  read: (value) => {
    const inner = isObject(value) ? (isObject(value["config"]) ? value["config"] : value)["value"] : value;
    return number.read(inner);
  },
  write: number.write,
};

/** A setting that only null is supported for, such as constraints. */
export const none: Setting = checked("null", (value) => value === null || value === undefined);
