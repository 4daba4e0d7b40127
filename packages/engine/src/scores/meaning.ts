import type { OutputOptions } from "../predictor/predictor.ts";

/**
 * What the numbers of an output are: "softmax" and "sigmoid" are probabilities, of all classes together or of each alone;
 * "logits" become probabilities by one of these; "ids" are class ids, "mask" is 1 where the only class is.
 */
export type Meaning = "softmax" | "sigmoid" | "logits" | "ids" | "mask";

/** What scores are, as far as a network's last operators tell. */
export type ScoreMeaning = Extract<Meaning, "softmax" | "sigmoid" | "logits">;

/**
 * What scores are, by the options or by the network.
 *
 * @param found What the network's last operators tell; undefined where they do not.
 * @returns undefined where the numbers themselves must tell, which those of one channel cannot.
 * @throws {RangeError} for one channel of which nothing tells what it is.
 */
export function scoreMeaning(
  what: string,
  channels: number,
  found: ScoreMeaning | undefined,
  { scores }: OutputOptions,
): ScoreMeaning | undefined {
  if (scores === "logits") return "logits";
  if (scores === "probabilities") return channels > 1 && found === "softmax" ? "softmax" : "sigmoid";
  // A softmax over one channel gives 1, whatever the network says.
  const meaning = channels === 1 && found === "softmax" ? undefined : found;
  if (channels > 1 || meaning !== undefined) return meaning;
  throw new RangeError(
    `Expected \`scores\` ("probabilities" or "logits"), because ${what} has one channel and does not end in a sigmoid or in a layer of logits`,
  );
}
