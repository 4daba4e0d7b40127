import { ModelFileError } from "../errors/model-file-error.ts";
import { isObject, type JsonObject, show } from "../json/parse-json.ts";

/**
 * The names of the classes by id, from `id2label` of a `config.json`; undefined where there are none but the numbers that
 * Transformers writes itself: `LABEL_0`.
 *
 * @throws {ModelFileError} where ids are missing, or `label2id` says something else.
 */
export function labelsOf(config: JsonObject): string[] | undefined {
  const { id2label, label2id } = config;
  if (id2label === undefined || id2label === null) return undefined;
  const entries = isObject(id2label) ? Object.entries(id2label) : [];
  const labels = entries.map((_, id) => (id2label as JsonObject)[id]);
  if (labels.length === 0 || !labels.every((label) => typeof label === "string" && label.trim() !== "")) {
    throw new ModelFileError(
      `Expected \`id2label\` of its config.json to have a name for each id from 0, found ${show(id2label)}`,
    );
  }
  const names = labels as string[];
  if (names.every((name) => /^LABEL_\d+$/.test(name))) return undefined;
  const odd = isObject(label2id) ? names.find((name, id) => label2id[name] !== id) : undefined;
  if (odd !== undefined && isObject(label2id)) {
    const found = `${names.indexOf(odd)} and ${show(label2id[odd])}`;
    throw new ModelFileError(
      `Expected \`id2label\` and \`label2id\` of its config.json to give one id for ${show(odd)}, found ${found}`,
    );
  }
  return names;
}
