import { ignoreId, type Taxonomy } from "@faceseg/image";
import { PlausibilityCheck } from "../../plausibility.ts";
import { type Finding, finding } from "./finding.ts";
import type { PairFacts } from "./inspect-pair.ts";

/** Share of a mask's borders with an id between two others above which it was resized by interpolation. */
const mostMixed = 0.15;
/** Borders without which nothing can be said. */
const fewestBorders = 30;
/** Label maps without which a class in another place is left to chance. */
const fewestMaps = 3;

/**
 * What all label maps together tell: numbers that are no ids, masks resized by interpolation, classes in other places.
 */
export function judgeMasks(dir: string, facts: readonly PairFacts[], taxonomy: Taxonomy): Finding[] {
  return [...binaryMasks(facts), ...interpolated(facts), ...implausible(dir, facts, taxonomy)];
}

/** Masks of 0 and 255 read as ids: everything is background or ignored. */
function binaryMasks(facts: readonly PairFacts[]): Finding[] {
  const counts = facts.flatMap((pair) => (pair.counts ? [pair.counts] : []));
  const sum = (id: number) => counts.reduce((total, pixels) => total + (pixels[id] as number), 0);
  const hasClass = counts.some((pixels) => pixels.slice(1, ignoreId).some((number) => number > 0));
  const [background, ignored] = [sum(0), sum(ignoreId)];
  const [first] = facts;
  if (!first || counts.length === 0 || hasClass || ignored < 0.001 * (background + ignored)) return [];
  const share = ((100 * ignored) / (background + ignored)).toFixed(1);
  return [
    finding(
      "binary-masks",
      null,
      first.pair.labels,
      `Expected class ids, found only 0 and 255 in all masks (${share} % are 255, which is ignored); for masks of ` +
        "0 and 255 give two classes, the background first",
    ),
  ];
}

function interpolated(facts: readonly PairFacts[]): Finding[] {
  return facts.flatMap(({ split, pair, borders }) => {
    if (!borders) return [];
    const { plain, mixed } = borders;
    if (plain + mixed < fewestBorders || mixed < mostMixed * (plain + mixed)) return [];
    const share = ((100 * mixed) / (plain + mixed)).toFixed(0);
    return [
      finding(
        "interpolated-mask",
        split,
        pair.labels,
        `Expected sharp borders, found ids between two others along ${share} % of them; resize masks by nearest pixel`,
      ),
    ];
  });
}

function implausible(dir: string, facts: readonly PairFacts[], taxonomy: Taxonomy): Finding[] {
  const check = new PlausibilityCheck(taxonomy);
  const measured = facts.filter(({ parts }) => parts);
  for (const { parts } of measured) check.add(parts ?? []);
  return check
    .result()
    .implausible.filter(({ shown }) => shown >= fewestMaps)
    .map(({ name, expected, broken, shown }) =>
      finding(
        "implausible-class",
        null,
        dir,
        `Expected "${name}" ${expected}, found otherwise in ${broken} of ${shown} masks`,
      ),
    );
}
