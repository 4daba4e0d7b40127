import { type Size, toSize } from "@faceseg/image";
import type { Evaluation } from "./evaluation-schema.ts";
import { type NetworkResults, type Results, resultsVersion, type SplitFacts } from "./results.ts";

/** A network for `createResults`: its name, what it scored, and whatever else is known about it. */
export type NetworkInput = Pick<NetworkResults, "name" | "test"> & Partial<NetworkResults>;

/** What `createResults` needs. */
export interface ResultsInput
  extends Partial<Omit<Results, "version" | "networks" | "classes" | "imageSize" | "data">> {
  /** The networks, in the order in which a report shows them. */
  readonly networks: readonly NetworkInput[];
  /** Class 0 is the background. */
  readonly classes: readonly {
    /** Its place in the list. */
    readonly id: number;
    /** As people write it. */
    readonly name: string;
    /** Red, green, blue. */
    readonly color: readonly [number, number, number];
  }[];
  /** Size in pixels at which images were scored. */
  readonly imageSize: number | Size;
  /** Facts about the sets of images. @default those that the networks' evaluations know */
  readonly data?: Partial<Results["data"]>;
}

/**
 * Results about any networks, as `results.json` holds them: what is not given is absent.
 *
 * @throws {RangeError} when there is no network, two have the same key, or one was scored in other classes.
 * @example
 * const results = createResults({
 *   classes,
 *   imageSize: 128,
 *   networks: [{ name: "mine", test: await evaluate(model, { dataset }) }],
 * });
 */
export function createResults(input: ResultsInput): Results {
  const { networks, classes, imageSize, data, ...rest } = input;
  const [first] = networks;
  if (!first) throw new RangeError("Expected `networks` to hold at least one network, got none");
  const seeds = rest.seeds ?? [...new Set(networks.map(({ seed = 1 }) => seed))];
  const complete = networks.map((network) => completed(network, seeds[0] ?? 1));
  const keys = complete.map(({ key }) => key);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    throw new RangeError(
      `Expected \`networks\` to have a name and seed of its own for each, got "${twice}" twice`,
    );
  }
  checkClasses(complete, classes);
  return {
    version: resultsVersion,
    created: new Date().toISOString(),
    settings: {},
    notes: [],
    machine: null,
    mirrorPairs: [],
    smallParts: null,
    combinations: [],
    ...rest,
    imageSize: toSize(imageSize),
    seeds,
    classes: classes.map(({ id, name, color: [r, g, b] }) => ({ id, name, color: [r, g, b] })),
    data: {
      train: null,
      validation: null,
      test: factsOf(first.test),
      other: first.other ? factsOf(first.other) : null,
      ...data,
    },
    networks: complete,
  };
}

/** Counts of other classes, or in another order, cannot be compared. */
function checkClasses(networks: readonly NetworkResults[], classes: ResultsInput["classes"]): void {
  const names = classes.map(({ name }) => name).join(", ");
  for (const { name, test, other } of networks) {
    for (const scored of [test, other]) {
      const found = scored?.classes?.join(", ");
      if (found === undefined || found === names) continue;
      throw new RangeError(`Expected "${name}" to be scored in the classes ${names}, got ${found}`);
    }
  }
}

function completed(network: NetworkInput, firstSeed: number): NetworkResults {
  const { name, seed = 1 } = network;
  return {
    label: name,
    group: null,
    changes: null,
    seed,
    key: seed === firstSeed ? name : `${name}-seed${seed}`,
    architecture: null,
    training: null,
    other: null,
    robustness: null,
    costs: null,
    precision: null,
    ...network,
  };
}

function factsOf({ dataset, split, images }: Evaluation): SplitFacts {
  return { dataset, split, images: images.length, synthetic: false, notes: [], quarantined: [] };
}
