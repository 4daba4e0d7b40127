import type { Config } from "./config.ts";
import { type NetworkName, networkNames } from "./network-names.ts";

/** One network trained from one seed: the unit in which a study is done, resumed and chosen with `--only`. */
export interface Cell {
  readonly name: NetworkName;
  readonly seed: number;
  /** Names its files: the network's name, behind it the seed where a study has several. */
  readonly key: string;
}

/** All cells of a study; every network with the first seed comes before any with the second. */
export function cells({ models, seed: first, seeds }: Pick<Config, "models" | "seed" | "seeds">): Cell[] {
  return Array.from({ length: seeds }, (_, i) => first + i).flatMap((seed) =>
    networkNames
      .filter((name) => models.includes(name))
      .map((name) => ({ name, seed, key: seed === first ? name : `${name}-seed${seed}` })),
  );
}
