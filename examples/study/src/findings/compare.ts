import type { NetworkName } from "../network-names.ts";
import type { Combination, NetworkResults, Results } from "../results.ts";
import { costComparison } from "./costs.ts";
import type { Comparison } from "./finding.ts";
import { type Measure, overall } from "./measures.ts";
import { type Run, type Side, scoreComparison } from "./pair.ts";
import type { Test } from "./test-kinds.ts";

/** Why a sentence could not be tested. */
export interface Untested {
  readonly reason: string;
}

/** Makes the comparisons of a test, or says what the run lacks for them. */
export function compare(test: Test, run: Run): Comparison[] | Untested {
  if (test.kind === "condition") return compareConditions(test, run);
  const { results } = run;
  const needed = test.kind === "combination" ? test.over : [test.winner, ...test.over];
  const missing = needed.filter((name) => cellsOf(results, name).length === 0);
  if (missing.length > 0) return { reason: `the run has no ${missing.join(", ")}` };
  if (test.kind === "combination") return compareEnsemble(test, run);
  const winners = cellsOf(results, test.winner);
  const others = test.over.map((name) => cellsOf(results, name));
  if (test.kind === "cost") {
    return allOr(
      "no times were taken",
      others.map((cells) => costComparison(test.cost, winners, cells)),
    );
  }
  if (test.pretrained && winners.some(({ training }) => training.pretrained === null)) {
    return { reason: "no pretrained weights were given" };
  }
  const side = (cells: NetworkResults[]) => ({ ...sideOf(cells), measure: test.measure });
  return allOr(
    notMeasured(test.measure),
    others.map((cells) => {
      const comparison = scoreComparison(side(winners), side(cells), run);
      return comparison && { ...comparison, trainedOnce: Math.min(winners.length, cells.length) < 2 };
    }),
  );
}

/** Compares a combination with each of some networks, of the first seed as it is. */
function compareEnsemble(
  { combination, over }: Test & { kind: "combination" },
  run: Run,
): Comparison[] | Untested {
  const own = findSide(combination, run.results);
  if (!own) return { reason: `the run has no ${combination}` };
  const rivals = over.flatMap((name) => findSide(name, run.results) ?? []);
  return allOr(
    notMeasured(overall),
    rivals.map((rival) => scoreComparison({ ...own, measure: overall }, { ...rival, measure: overall }, run)),
  );
}

/** Compares a combination with what it is against; null when the run has not got that. */
export function compareCombination(
  { against, label, test }: Combination,
  run: Run,
): { rival: string; comparison: Comparison } | null {
  const rival = findSide(against, run.results);
  if (!rival) return null;
  const own = { label, trainings: [{ test, robustness: null }], measure: overall };
  const comparison = scoreComparison(own, { ...rival, measure: overall }, run);
  return comparison && { rival: rival.label, comparison };
}

function compareConditions(test: Test & { kind: "condition" }, run: Run): Comparison[] | Untested {
  const present = test.of.map((name) => cellsOf(run.results, name)).filter(({ length }) => length > 0);
  if (present.length === 0) return { reason: `the run has no ${test.of.join(", ")}` };
  return allOr(
    notMeasured(test.lower),
    present.map((cells) => {
      const { label, trainings } = sideOf(cells);
      const view = (faces: string, measure: Measure) => ({ label: `${label}, ${faces}`, trainings, measure });
      return scoreComparison(view("whole faces", test.higher), view("occluded faces", test.lower), run);
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

function cellsOf({ networks }: Results, name: NetworkName): NetworkResults[] {
  return networks.filter((network) => network.name === name);
}

function sideOf(cells: readonly NetworkResults[]): Side {
  return { label: cells[0]?.label ?? "", trainings: cells };
}

const notMeasured = ({ name }: Measure) => `${name} was not measured`;
