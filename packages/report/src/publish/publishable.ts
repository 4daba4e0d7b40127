import type { Evaluation, Results, SplitFacts } from "@faceseg/evaluation";

/**
 * The same results without what belongs to the data or the machine's folders: images are named by their place in the set,
 * from 1, skipped images have no name, and folders lose the path to them. Every score and interval stays as it is.
 */
export function publishable(results: Results): Results {
  const { settings, data } = results;
  return {
    ...results,
    settings: Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        name,
        typeof value === "string" && isAbsolute(value) ? nameOf(value) : value,
      ]),
    ),
    data: {
      train: data.train && unnamed(data.train),
      validation: data.validation && unnamed(data.validation),
      test: unnamed(data.test),
      other: data.other && unnamed(data.other),
    },
    networks: results.networks.map((network) => ({
      ...network,
      test: numbered(network.test),
      other: network.other && numbered(network.other),
    })),
    combinations: results.combinations.map((one) => ({ ...one, test: numbered(one.test) })),
  };
}

const isAbsolute = (path: string) => /^([a-z]:)?[\\/]/i.test(path);
const nameOf = (path: string) => path.split(/[\\/]/).findLast(Boolean) ?? "";

const unnamed = (split: SplitFacts): SplitFacts => ({
  ...split,
  quarantined: split.quarantined.map(() => ({ id: "unnamed", message: "" })),
});

function numbered(evaluation: Evaluation): Evaluation {
  return {
    ...evaluation,
    folder: evaluation.folder && nameOf(evaluation.folder),
    images: evaluation.images.map(({ counts }, i) => ({ id: String(i + 1), counts })),
  };
}
