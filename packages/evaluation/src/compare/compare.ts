import type { NetworkResults, Results } from "../results/index.ts";
import { compareCosts } from "./compare-costs.ts";
import { compareScores, type Run, type Side } from "./compare-scores.ts";
import type { Comparison } from "./finding.ts";
import { type Measure, overall } from "./measures.ts";
import { measureOf, type Test } from "./test.ts";

/** Why a sentence could not be tested. */
export interface Untested {
  readonly reason: string;
}

/** Makes the comparisons of a test, or says what the run lacks for them. */
export function compare(test: Test, run: Run): Comparison[] | Untested {
  if (test.kind === "condition") return compareConditions(test, run);
  if (test.kind === "combination") return compareCombination(test, run);
  const { results } = run;
  const missing = [test.winner, ...test.over].filter((name) => cellsOf(results, name).length === 0);
  if (missing.length > 0) return { reason: `the run has no ${missing.join(", ")}` };
  const winners = cellsOf(results, test.winner);
  const others = test.over.map((name) => cellsOf(results, name));
  if (test.kind === "cost") {
    return allOr(
      test.cost === "ms" ? "no times were taken" : `${measureOf(test)} are not known`,
      others.map((cells) => compareCosts(test.cost, winners, cells)),
    );
  }
  if (test.pretrained && winners.some(({ training }) => !training?.pretrained)) {
    return { reason: "no pretrained weights were given" };
  }
  const side = (cells: NetworkResults[]) => ({ ...sideOf(cells), measure: test.measure });
  return allOr(
    notMeasured(test.measure),
    others.map((cells) => {
      const comparison = compareScores(side(winners), side(cells), run);
      return comparison && { ...comparison, trainedOnce: Math.min(winners.length, cells.length) < 2 };
    }),
  );
}

/** Compares a combination with each of some networks or other combinations, of the first seed as it is. */
function compareCombination(
  { combination, over }: Test & { kind: "combination" },
  run: Run,
): Comparison[] | Untested {
  const missing = over.filter((name) => !findSide(name, run.results));
  if (missing.length > 0) return { reason: `the run has no ${missing.join(", ")}` };
  const own = findSide(combination, run.results);
  if (!own) return { reason: `the run has no ${combination}` };
  const rivals = over.flatMap((name) => findSide(name, run.results) ?? []);
  return allOr(
    notMeasured(overall),
    rivals.map((rival) => compareScores({ ...own, measure: overall }, { ...rival, measure: overall }, run)),
  );
}

function compareConditions(test: Test & { kind: "condition" }, run: Run): Comparison[] | Untested {
  const present = test.of.map((name) => cellsOf(run.results, name)).filter(({ length }) => length > 0);
  if (present.length === 0) return { reason: `the run has no ${test.of.join(", ")}` };
  return allOr(
    notMeasured(test.lower),
    present.map((cells) => {
      const { label, trainings } = sideOf(cells);
      const view = (faces: string, measure: Measure) => ({ label: `${label}, ${faces}`, trainings, measure });
      return compareScores(view("whole faces", test.higher), view("occluded faces", test.lower), run);
    }),
  );
}

/** One training by its key, or a combination by its name. */
function findSide(against: string, { networks, combinations }: Results): Side | null {
  const network = networks.find(({ key }) => key === against);
  if (network) return { label: network.label, trainings: [network] };
  const other = combinations.find(({ name }) => name === against);
  return other ? { label: other.label, trainings: [{ test: other.test, robustness: null }] } : null;
}

function allOr(reason: string, pairs: readonly (Comparison | null)[]): Comparison[] | Untested {
  const found = pairs.filter((pair) => pair !== null);
  return found.length < pairs.length ? { reason } : found;
}

function cellsOf({ networks }: Results, name: string): NetworkResults[] {
  return networks.filter((network) => network.name === name);
}

function sideOf(cells: readonly NetworkResults[]): Side {
  return { label: cells[0]?.label ?? "", trainings: cells };
}

const notMeasured = ({ name }: Measure) => `${name} was not measured`;
