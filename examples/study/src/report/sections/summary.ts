import { ascending, descending, mean } from "d3-array";
import type { Finding } from "../../findings/finding.ts";
import type { Results } from "../../results.ts";
import { heading, list, type Section } from "../blocks.ts";
import { gmacs, milliseconds, named, score } from "../format.ts";
import type { Scored } from "../view.ts";
import type { ScoredSet } from "./networks.ts";

/** What the numbers say, in sentences computed from them. */
export function summarySection(
  results: Results,
  sets: readonly ScoredSet[],
  findings: readonly Finding[],
): Section {
  const [test, other] = sets;
  const sentences = [
    ...(test ? ofTest(test, results) : []),
    ...(results.data.other && other ? [ranking(other, results.data.other)] : []),
    verdicts(findings),
  ];
  return {
    id: "summary",
    title: "Summary",
    blocks: [list(sentences), heading("What these numbers do not say"), list(caveats(results))],
  };
}

function ofTest(test: ScoredSet, results: Results): string[] {
  const several = test.scored.length > 1;
  return [
    ranking(test, results.data.test),
    ...(several ? [margin(test)] : []),
    ...(several ? cost(test.scored) : []),
    ...parts(results, test.scored),
  ];
}

/** How many sentences came out how. */
function verdicts(findings: readonly Finding[]): string {
  const count = (verdict: Finding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  return `Of ${findings.length} sentences that could be wrong, ${count("supported")} are supported, ${count("refuted")} refuted, ${count("undecided at this size")} undecided at this size; ${count("not tested in this run")} were not tested in this run.`;
}

function byScore(scored: readonly Scored[]): Scored[] {
  return [...scored].sort((a, b) => descending(a.scores.meanIou, b.scores.meanIou));
}

function ranking(
  { scored, certainty }: ScoredSet,
  set: { dataset: string; split: string; pictures: number },
): string {
  const [first, ...rest] = byScore(scored);
  if (!first) return "";
  const { low = Number.NaN, high = Number.NaN } = certainty.of(first.network.name)[0] ?? {};
  const others = rest
    .slice(0, 5)
    .map((one) => `${one.label} ${score(one.scores.meanIou)}`)
    .join(", ");
  return `On the ${set.pictures} ${set.split} pictures of ${set.dataset}, ${first.label} reaches a mean IoU without background of ${score(first.scores.meanIou)} (95 % interval ${score(low)} to ${score(high)}), mean F1 ${score(first.scores.meanF1)}${others && `; ${others}`}.`;
}

function margin({ scored, certainty }: ScoredSet): string {
  const [first, second] = byScore(scored);
  if (!first || !second) return "";
  const difference = certainty.difference(first.network.name, second.network.name);
  const { value = Number.NaN, low = Number.NaN, high = Number.NaN } = difference ?? {};
  const settled = low > 0;
  return `${first.label} leads ${second.label} by ${score(value)} mean IoU (95 % interval of the difference on the same pictures: ${score(low)} to ${score(high)}): ${
    settled
      ? "choosing other pictures of this kind would hardly turn the order round."
      : "these pictures do not settle which of the two is better."
  }`;
}

function cost(scored: readonly Scored[]): string[] {
  const macs = ({ network }: Scored) => network.training.network.macs;
  const [lightest] = [...scored].sort((a, b) => ascending(macs(a), macs(b)));
  const [fastest] = scored
    .filter((one) => one.evaluation.latency)
    .sort((a, b) => ascending(a.evaluation.latency?.p50, b.evaluation.latency?.p50));
  if (!lightest || !fastest) return [];
  const needs = `${lightest.label} needs the fewest operations (${gmacs(macs(lightest))} GMAC a picture)`;
  const speed = `${milliseconds(fastest.evaluation.latency?.p50 ?? Number.NaN)} ms (median, one picture at a time)`;
  return [
    lightest === fastest
      ? `${needs} and is the fastest: ${speed}.`
      : `${needs}, but ${fastest.label} is the fastest: ${speed}.`,
  ];
}

function parts(results: Results, scored: readonly Scored[]): string[] {
  const foreground = results.classes
    .filter(({ id }) => id !== 0)
    .map(({ id, name }) => ({ name, value: mean(scored, (one) => one.scores.iou[id]) ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => descending(a.value, b.value));
  const [easiest, hardest] = [foreground[0], foreground.at(-1)];
  if (!easiest || !hardest) return [];
  return [
    `The easiest part is ${easiest.name} (IoU ${score(easiest.value)} on average over the networks), the hardest ${hardest.name} (${score(hardest.value)}).`,
  ];
}

function caveats(results: Results): string[] {
  const { config, networks } = results;
  const sentences = [
    config.seeds > 1
      ? `Each network was trained ${config.seeds} times: the intervals cover the choice of test pictures and, as well as so few trainings can tell, the luck of a training.`
      : `Each network was trained once, with seed ${config.seed}: the intervals cover the choice of test pictures, not the luck of a training run.`,
    `Pictures were read, labelled and scored at ${config.size} × ${config.size} pixels; scores at other sizes differ.`,
  ];
  if (config.data === null) {
    sentences.unshift(
      "The faces are synthetic drawings. The scores show that everything works and how the networks differ on an easy task; they say nothing about photographs.",
    );
  }
  if (config.alpha < 1 || config.width < 1) {
    sentences.push(
      `The networks are narrower than the study's: MobileNetV2 at alpha ${config.alpha}, everything else at ${config.width} of its width.`,
    );
  }
  if (networks.every(({ training }) => training.pretrained === null)) {
    sentences.push(
      "All weights started at random; networks on a pretrained backbone learn real faces much better.",
    );
  }
  const last = networks.filter(({ training }) => training.bestEpoch === training.epochs.length - 1);
  if (last.length > 0) {
    const names = named([...new Set(last.map(({ label }) => label))]);
    sentences.push(`${names} kept the last epoch: more epochs might still help.`);
  }
  if (config.limit !== null) sentences.push(`Every split was cut to at most ${config.limit} pictures.`);
  return sentences;
}
