import { canonicalNames, type FaceClass } from "@faceseg/image";
import type { KnownClasses } from "./known-classes.ts";

/** Words that make two parts of one, neither of which is on a side. */
const noSides = ["upper", "lower", "top", "bottom", "inner", "outer", "front", "back", "u", "l"];

/**
 * Refuses to average with the mirrored image where it is not known which classes change places in a mirror: left and right
 * would be mixed without a word.
 *
 * @throws {RangeError} naming the classes in question.
 */
export function checkFlip({ taxonomy, isNamed, isPaired }: KnownClasses): void {
  if (isPaired) return;
  const remedy = "give `mirrorPairs`, or `mirrorPairs: []` where a mirror exchanges none";
  if (!isNamed) {
    throw new RangeError(
      `Expected names of the classes for \`flip\`, as left and right change places in a mirror; ${remedy}`,
    );
  }
  const paired = taxonomy.mirrorPairs.flat();
  const single = taxonomy.classes.filter(({ id }) => !paired.includes(id));
  const doubtful = doubtfulNames(single);
  if (doubtful === undefined) return;
  throw new RangeError(
    `Expected \`mirrorPairs\` for \`flip\`, as the names do not tell whether a mirror exchanges ${doubtful}; ${remedy}`,
  );
}

/** Classes in no pair whose names leave open whether they are on a side. */
function doubtfulNames(classes: readonly FaceClass[]): string | undefined {
  const canonical = canonicalNames(classes);
  for (const [at, { name }] of classes.entries()) {
    // A side without the other one, or a name whose words are not read.
    if (/^(left|right)\b/.test(canonical[at] as string) || /[^\p{Script=Latin}\P{L}]/u.test(name))
      return name;
    const twin = classes.slice(at + 1).find((other) => differByOneWord(name, other.name));
    if (twin) return `${name} and ${twin.name}`;
  }
  return undefined;
}

/** "ojo izquierdo" and "ojo derecho", but not "upper lip" and "lower lip". */
function differByOneWord(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) =>
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  ) as [string[], string[]];
  const changed = a.flatMap((word, at) => (word === b[at] ? [] : [word, b[at] ?? ""]));
  return (
    a.length > 1 &&
    a.length === b.length &&
    changed.length === 2 &&
    !changed.every((word) => noSides.includes(word))
  );
}
