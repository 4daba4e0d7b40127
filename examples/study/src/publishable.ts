import { basename } from "node:path";
import type { Evaluation, Results } from "./results.ts";

/**
 * The same results without what belongs to the data or the machine's folders: pictures get their place in the set, from 1,
 * for a name, and folders lose the way to them. Every score and interval stays as it is.
 */
export function publishable(results: Results): Results {
  const { config } = results;
  return {
    ...results,
    config: {
      ...config,
      data: nameOf(config.data),
      testData: nameOf(config.testData),
      weights: nameOf(config.weights),
    },
    networks: results.networks.map((network) => ({
      ...network,
      test: numbered(network.test),
      other: network.other && numbered(network.other),
    })),
    combinations: results.combinations.map((one) => ({ ...one, test: numbered(one.test) })),
  };
}

const nameOf = (path: string | null) => path && basename(path);

function numbered(evaluation: Evaluation): Evaluation {
  return {
    ...evaluation,
    folder: nameOf(evaluation.folder),
    pictures: evaluation.pictures.map(({ counts }, i) => ({ id: String(i + 1), counts })),
  };
}
