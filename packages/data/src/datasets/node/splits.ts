import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@faceseg/image";
import { DataError, readDataFile } from "@faceseg/image/node";
import type { FoundSplit, LabeledFile, Note } from "./found-dataset.ts";
import { readSplits } from "./splits-file.ts";

/** Shares of the images in the splits train, val and test; they sum to 1. */
export type SplitShares = readonly [train: number, val: number, test: number];

/** The names of the splits that are drawn. */
export const drawnSplits = ["train", "val", "test"] as const;

/** Shares where nobody says otherwise. */
export const defaultShares: SplitShares = [0.8, 0.1, 0.1];

/**
 * Draws splits: the files in order of name are shuffled by a fixed seed, so that every command and every machine sees
 * the same splits whatever the seed of its training.
 */
export function drawSplits(files: readonly LabeledFile[], shares: SplitShares, seed = 0): FoundSplit[] {
  const ordered = files.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const random = createRandom(seed, "split");
  for (let last = ordered.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [ordered[last], ordered[other]] = [ordered[other] as LabeledFile, ordered[last] as LabeledFile];
  }
  const ends = [shares[0], shares[0] + shares[1], 1].map((share) => Math.round(share * ordered.length));
  return drawnSplits.map((name, at) => ({
    name,
    files: ordered.slice(at === 0 ? 0 : ends[at - 1], ends[at]).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
}

/**
 * The lists of names in a folder: `splits.json`, or `train.txt`, `val.txt` and `test.txt`; undefined where there are
 * none.
 */
export async function listedSplits(
  folder: string,
): Promise<{ readonly file: string; readonly splits: ReadonlyMap<string, readonly string[]> } | undefined> {
  const json = join(folder, "splits.json");
  if (existsSync(json)) return { file: json, splits: await readSplits(json) };
  const splits = new Map<string, readonly string[]>();
  for (const name of drawnSplits) {
    const file = join(folder, `${name}.txt`);
    if (!existsSync(file)) continue;
    const text = new TextDecoder().decode(await readDataFile(file));
    // With or without a folder and an extension, as tools write them.
    const names = text.split(/\r?\n/).map(
      (line) =>
        line
          .trim()
          .split(/[\\/]/)
          .at(-1)
          ?.replace(/\.\w{3,4}$/, "") ?? "",
    );
    splits.set(name, names.filter(Boolean));
  }
  return splits.size > 0 ? { file: join(folder, "train.txt"), splits } : undefined;
}

/** Splits by lists of names; what is wrong with the lists is noted. */
export function splitByNames(
  pair: (id: string, split: string) => LabeledFile | undefined,
  { file, splits }: { readonly file: string; readonly splits: ReadonlyMap<string, readonly string[]> },
  note: Note,
): { readonly found: FoundSplit[]; readonly listed: ReadonlySet<string> } {
  const homes = new Map<string, string>();
  const found = [...splits].map(([name, names]) => {
    if (names.length === 0) note("empty-split", name, file, "Expected names in the split, found none");
    const files = names.flatMap((given) => {
      const id = given.normalize("NFC");
      const other = homes.get(id);
      if (other !== undefined) {
        note(
          "name-in-two-splits",
          name,
          file,
          `Expected each name once, found "${id}" in ${other} and in ${name}`,
        );
        return [];
      }
      homes.set(id, name);
      return pair(id, name) ?? [];
    });
    return { name, files };
  });
  return { found, listed: new Set(homes.keys()) };
}

/** Checks shares of splits. @throws {RangeError} for shares that are not three numbers of sum 1. */
export function checkShares(shares: readonly number[]): SplitShares {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (
    shares.length === 3 &&
    shares.every((share) => share >= 0) &&
    Math.abs(sum - 1) < 1e-6 &&
    (shares[0] ?? 0) > 0
  ) {
    return shares as unknown as SplitShares;
  }
  throw new RangeError(
    `Expected \`shares\` to be those of train, val and test whose sum is 1, such as .8,.1,.1, got ${shares.join(",")}`,
  );
}

/** @throws {DataError} where a split is not there. */
export function requireSplit(dir: string, splits: readonly FoundSplit[], split: string): FoundSplit {
  const found = splits.find(({ name }) => name === split);
  if (found) return found;
  const names = splits.map(({ name }) => name).join(", ") || "none";
  throw new DataError(dir, `Expected a split "${split}", found ${names}`);
}
