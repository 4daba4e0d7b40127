import type { Finding, Results, SplitFacts } from "@faceseg/evaluation";
import { ascending, descending, mean } from "d3-array";
import type { ScoredSet } from "../analysis/analysis.ts";
import type { Scored } from "../analysis/scored.ts";
import { heading, list, type Section } from "../document/blocks.ts";
import { gmacs, milliseconds, named, score } from "../document/format.ts";

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
  const all = findings.length === 1 ? "1 hypothesis" : `${findings.length} hypotheses`;
  return `Of ${all}: ${count("supported")} supported, ${count("refuted")} refuted, ${count("undecided at this size")} undecided at this size, ${count("not tested in this run")} not tested in this run.`;
}

function byScore(scored: readonly Scored[]): Scored[] {
  return [...scored].sort((a, b) => descending(a.scores.meanIou, b.scores.meanIou));
}

function ranking({ scored, certainty }: ScoredSet, set: SplitFacts): string {
  const [first, ...rest] = byScore(scored);
  if (!first) return "";
  const { low = Number.NaN, high = Number.NaN } = certainty.of(first.network.name)[0] ?? {};
  const others = rest
    .slice(0, 5)
    .map((one) => `${one.label} ${score(one.scores.meanIou)}`)
    .join(", ");
  return `On the ${set.images} ${set.split} images of ${set.dataset}, ${first.label} reaches a mean IoU without background of ${score(first.scores.meanIou)} (95 % interval ${score(low)} to ${score(high)}), mean F1 ${score(first.scores.meanF1)}${others && `; ${others}`}.`;
}

function margin({ scored, certainty }: ScoredSet): string {
  const [first, second] = byScore(scored);
  if (!first || !second) return "";
  const difference = certainty.difference(first.network.name, second.network.name);
  const { value = Number.NaN, low = Number.NaN, high = Number.NaN } = difference ?? {};
  const settled = low > 0;
  return `${first.label} leads ${second.label} by ${score(value)} mean IoU (95 % interval of the difference on the same images: ${score(low)} to ${score(high)}): ${
    settled
      ? "other images of this kind would hardly reverse the order."
      : "these images do not settle which of the two is better."
  }`;
}

function cost(scored: readonly Scored[]): string[] {
  const macs = ({ network }: Scored) => network.architecture?.macs ?? Number.NaN;
  const [lightest] = scored.filter((one) => macs(one) > 0).sort((a, b) => ascending(macs(a), macs(b)));
  const [fastest] = scored
    .filter((one) => one.evaluation.latency)
    .sort((a, b) => ascending(a.evaluation.latency?.p50, b.evaluation.latency?.p50));
  if (!lightest || !fastest) return [];
  const needs = `${lightest.label} needs the fewest operations (${gmacs(macs(lightest))} GMAC for an image)`;
  const speed = `${milliseconds(fastest.evaluation.latency?.p50 ?? Number.NaN)} ms (median, one image at a time)`;
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
  const { seeds, imageSize, networks, data } = results;
  const trained = networks.flatMap(({ label, training }) => (training ? [{ label, training }] : []));
  const last = trained.filter(({ training }) => training.bestEpoch === training.epochs.length - 1);
  const names = named([...new Set(last.map(({ label }) => label))]);
  return [
    ...(data.test.synthetic
      ? [
          "The test images are synthetic. The scores show that everything works and how the networks differ on an easy task; they say nothing about photographs.",
        ]
      : []),
    seeds.length > 1
      ? `Each network was trained ${seeds.length} times: the intervals cover the choice of test images and, as well as so few trainings can show, seed-to-seed variation.`
      : `Each network was trained once, with seed ${seeds[0]}: the intervals cover the choice of test images, not seed-to-seed variation.`,
    `Images were read, labeled and scored at ${imageSize.width} × ${imageSize.height} pixels; scores at other sizes differ.`,
    ...(trained.length > 0 && trained.every(({ training }) => training.pretrained === null)
      ? ["All weights started at random; networks with a pretrained encoder learn real images much better."]
      : []),
    ...(last.length > 0 ? [`${names} kept the last epoch: more epochs might still help.`] : []),
    ...results.notes,
  ];
}
