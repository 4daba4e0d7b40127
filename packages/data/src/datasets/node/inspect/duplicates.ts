import { type Finding, finding } from "./finding.ts";
import { isNear } from "./fingerprint.ts";
import type { PairFacts } from "./inspect-pair.ts";

/**
 * Images that are there more than once: with the same bytes, or so alike that one was made from the other. An image
 * is named once, with the first that it repeats; where that one is in another split, scores on one of the splits are
 * flattered, and the finding is a leak.
 */
export function findDuplicates(pairs: readonly PairFacts[]): Finding[] {
  const findings: Finding[] = [];
  const repeats = (again: PairFacts, first: PairFacts, code: "duplicate" | "near-duplicate", how: string) =>
    findings.push(
      again.split === first.split
        ? finding(
            code,
            again.split,
            again.pair.image,
            `Expected each image once, found ${first.pair.image} ${how}`,
          )
        : finding(
            "leak",
            again.split,
            again.pair.image,
            `Expected no image of ${first.split} in ${again.split}, found ${first.pair.image} ${how}`,
          ),
    );
  const seen = new Map<string, PairFacts>();
  const different: PairFacts[] = [];
  for (const facts of pairs) {
    if (!facts.likeness) continue;
    const first = seen.get(facts.likeness.sha256);
    if (first) {
      repeats(facts, first, "duplicate", "with the same bytes");
      continue;
    }
    seen.set(facts.likeness.sha256, facts);
    const near = different.find((other) => likeness(other, facts) !== undefined);
    if (near) repeats(facts, near, "near-duplicate", likeness(near, facts) as string);
    different.push(facts);
  }
  return findings;
}

function likeness(one: PairFacts, other: PairFacts): string | undefined {
  if (!one.likeness || !other.likeness) return undefined;
  if (isNear(one.likeness.plain, other.likeness.plain)) return "nearly the same";
  return isNear(one.likeness.mirrored, other.likeness.plain) ? "nearly the same, mirrored" : undefined;
}
