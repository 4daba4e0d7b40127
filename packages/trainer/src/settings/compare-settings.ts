import type { JsonObject, JsonValue } from "./json.ts";

/** A setting that is another one than in the checkpoint from which a run resumes. */
export interface SettingsChange {
  /** Its name, such as `optimizer.learningRate`. */
  readonly name: string;
  /** Its value in the checkpoint; undefined where there is none. */
  readonly before: JsonValue | undefined;
  /** Its value now; undefined where there is none. */
  readonly now: JsonValue | undefined;
}

/**
 * The settings that differ, in the order of `before`, then of `now`. Objects are compared setting by setting, and so are
 * lists of objects that are equally long; other values as a whole.
 */
export function compareSettings(before: JsonObject, now: JsonObject): SettingsChange[] {
  return compareObjects("", before, now);
}

function compareObjects(prefix: string, before: JsonObject, now: JsonObject): SettingsChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => compare(prefix + name, own(before, name), own(now, name)));
}

function compare(
  name: string,
  before: JsonValue | undefined,
  now: JsonValue | undefined,
): readonly SettingsChange[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  if (isObject(before) && isObject(now)) return compareObjects(`${name}.`, before, now);
  if (isListOfObjects(before) && isListOfObjects(now) && before.length === now.length)
    return before.flatMap((item, i) => compare(`${name}[${i}]`, item, now[i]));
  return [{ name, before, now }];
}

const own = (object: JsonObject, name: string) => (Object.hasOwn(object, name) ? object[name] : undefined);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOfObjects = (value: JsonValue | undefined): value is readonly JsonObject[] =>
  Array.isArray(value) && value.every(isObject);
