import { ModelFileError } from "../errors/model-file-error.ts";
import { show } from "../json/parse-json.ts";
import type { ModelMetadata } from "./model-metadata.ts";
import { noteRules } from "./note-rules.ts";

/** Notes that are plain text in ONNX files; the others are JSON in it. */
const texts = ["taxonomy", "channelOrder"];

/**
 * Takes what it knows from the notes in a model's file, and leaves the rest.
 *
 * @throws {ModelFileError} for a note of ours that is not what it must be, or that does not fit the others: a mask must not
 *   depend on a note that is skipped.
 */
export function parseMetadata(notes: Readonly<Record<string, unknown>>): ModelMetadata {
  const found: Record<string, unknown> = {};
  for (const [name, { expected, isLegal }] of Object.entries(noteRules)) {
    const given = notes[name];
    if (given === undefined || given === null) continue;
    const value = texts.includes(name) ? given : unpacked(given);
    if (!isLegal(value)) {
      throw new ModelFileError(`Expected its note \`${name}\` to be ${expected}, found ${show(given)}`);
    }
    found[name] = value;
  }
  checkTogether(found as ModelMetadata);
  return found as ModelMetadata;
}

/** Refuses notes that contradict each other. */
function checkTogether({ classes, colors, mirrorPairs, inputRange, mean, std }: ModelMetadata): void {
  if (classes && colors && classes.length !== colors.length) {
    throw new ModelFileError(
      `Expected its note \`colors\` to have a color for each of ${classes.length} classes, found ${colors.length}`,
    );
  }
  // The part that a model of one channel finds is class 1.
  const count = classes?.length === 1 ? 2 : (classes?.length ?? colors?.length);
  const stranger = mirrorPairs?.flat().find((id) => count !== undefined && id >= count);
  if (stranger !== undefined) {
    throw new ModelFileError(
      `Expected its note \`mirrorPairs\` to have ids of its ${count} classes, found ${stranger}`,
    );
  }
  if ((mean === undefined) !== (std === undefined)) {
    const [there, missing] = mean ? ["mean", "std"] : ["std", "mean"];
    throw new ModelFileError(
      `Expected its notes to have both \`mean\` and \`std\`, found no \`${missing}\` with \`${there}\``,
    );
  }
  if (mean && inputRange && !(inputRange[0] === 0 && inputRange[1] === 1)) {
    throw new ModelFileError(
      `Expected its notes to have \`inputRange\`, or \`mean\` and \`std\` of colors in [0, 1], found ${show(inputRange)} and ${show(mean)}`,
    );
  }
}

/** Notes of ONNX files are text; lists are JSON in it. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
