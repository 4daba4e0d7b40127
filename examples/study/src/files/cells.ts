import type { Config } from "../config/config.ts";
import { type NetworkName, networkNames } from "../config/network-names.ts";
import { seedsOf } from "../config/settings.ts";
import { networks as networkList } from "../networks/network-list.ts";

/** One network trained from one seed: the unit in which a study is done, resumed and chosen with `--only`. */
export interface Cell {
  readonly name: NetworkName;
  readonly seed: number;
  /** Names its files: the network's name, behind it the seed where a study has several. */
  readonly key: string;
}

/** All cells of a study; every network with the first seed comes before any with the second. */
export function cells({ networks, seed: first, seeds }: Pick<Config, "networks" | "seed" | "seeds">): Cell[] {
  return seedsOf({ seed: first, seeds }).flatMap((seed) =>
    networkNames
      .filter((name) => networks.includes(name))
      .map((name) => ({ name, seed, key: seed === first ? name : `${name}-seed${seed}` })),
  );
}

/** What the log calls a cell: the network's label, with the seed where there are several. */
export const titleOf = ({ name, seed }: Cell, { seeds }: Pick<Config, "seeds">): string =>
  seeds > 1 ? `${networkList[name].label}, seed ${seed}` : networkList[name].label;
