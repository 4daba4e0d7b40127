import { ascending, descending, mean } from "d3-array";
import { summarize } from "../bootstrap.ts";
import type { Results } from "../results.ts";
import { gmacs, milliseconds, score } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { Scored } from "./view.ts";

/** What the numbers say, in sentences computed from them. */
export function summarySection(results: Results, test: readonly Scored[], other: readonly Scored[]): Html {
  const sentences = [
    ranking(test, results.data.test),
    ...(test.length > 1 ? [margin(test), cost(test)] : []),
    parts(results, test),
    ...(results.data.other && other.length > 0 ? [ranking(other, results.data.other)] : []),
  ];
  const limits = caveats(results);
  return html`<section id="summary"><h2>Summary</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<h3>What these numbers do not say</h3>
<ul>${limits.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`;
}

function byScore(scored: readonly Scored[]): Scored[] {
  return [...scored].sort((a, b) => descending(a.scores.meanIou, b.scores.meanIou));
}

function ranking(scored: readonly Scored[], set: { dataset: string; split: string; pictures: number }): Html {
  const [first, ...rest] = byScore(scored);
  if (!first) return html``;
  const { low, high } = summarize(first.bootstrap);
  const others = rest.map((one) => `${one.label} ${score(one.scores.meanIou)}`).join(", ");
  return html`On the ${set.pictures} ${set.split} pictures of ${set.dataset}, <strong>${first.label}</strong> reaches a mean IoU without background of <strong>${score(first.scores.meanIou)}</strong> (95 % interval ${score(low)} to ${score(high)}), mean F1 ${score(first.scores.meanF1)}${others && `; ${others}`}.`;
}

function margin(scored: readonly Scored[]): Html {
  const [first, second] = byScore(scored);
  if (!first || !second) return html``;
  const { low, high } = summarize(
    first.bootstrap.map((value, i) => value - (second.bootstrap[i] ?? Number.NaN)),
  );
  const difference = first.scores.meanIou - second.scores.meanIou;
  const settled = low > 0;
  return html`${first.label} leads ${second.label} by ${score(difference)} mean IoU (95 % interval of the difference on the same pictures: ${score(low)} to ${score(high)}): ${
    settled
      ? "choosing other pictures of this kind would hardly turn the order round."
      : "these pictures do not settle which of the two is better."
  }`;
}

function cost(scored: readonly Scored[]): Html {
  const lightest = [...scored].sort((a, b) =>
    ascending(a.network.training.network.macs, b.network.training.network.macs),
  )[0];
  const fastest = scored
    .filter((one) => one.evaluation.latency)
    .sort((a, b) => ascending(a.evaluation.latency?.p50, b.evaluation.latency?.p50))[0];
  if (!lightest || !fastest) return html``;
  const needs = html`${lightest.label} needs the fewest operations (${gmacs(lightest.network.training.network.macs)} GMAC a picture)`;
  const speed = html`${milliseconds(fastest.evaluation.latency?.p50 ?? Number.NaN)} ms (median, one picture at a time)`;
  return lightest === fastest
    ? html`${needs} and is the fastest: ${speed}.`
    : html`${needs}, but ${fastest.label} is the fastest: ${speed}.`;
}

function parts(results: Results, scored: readonly Scored[]): Html {
  const foreground = results.classes
    .filter(({ id }) => id !== 0)
    .map(({ id, name }) => ({ name, value: mean(scored, (one) => one.scores.iou[id]) ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => descending(a.value, b.value));
  const [easiest, hardest] = [foreground[0], foreground.at(-1)];
  if (!easiest || !hardest) return html``;
  return html`The easiest part is ${easiest.name} (IoU ${score(easiest.value)} on average over the networks), the hardest ${hardest.name} (${score(hardest.value)}).`;
}

function caveats(results: Results): string[] {
  const { config, networks } = results;
  const sentences = [
    `Each network was trained once, with seed ${config.seed}: the intervals cover the choice of test pictures, not the luck of a training run.`,
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
    const names = new Intl.ListFormat("en").format(last.map(({ label }) => label));
    sentences.push(`${names} kept the last epoch: more epochs might still help.`);
  }
  if (config.limit !== null) sentences.push(`Every split was cut to at most ${config.limit} pictures.`);
  return sentences;
}
