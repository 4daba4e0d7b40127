import { attempt, type Target } from "./target.ts";

const seed = 1;
const inputs = 60;

/** Tests the first inputs of `npm run fuzz`, which has thousands and watches time and memory. */
export function testTargets(targets: readonly Target[]): void {
  test.each(targets.map((target) => [target.name, target] as const))(
    `the parser of %s takes or refuses ${inputs} hostile inputs of seed ${seed}, and fails at none`,
    async (_, target) => {
      const failures: string[] = [];
      const kinds = new Set<string>();
      for (let index = 0; index < inputs; index++) {
        const outcome = await attempt(target, seed, index);
        kinds.add(outcome.kind);
        if (outcome.kind === "failed") failures.push(`input ${index}: ${outcome.why}`);
      }
      expect(failures).toEqual([]);
      expect([...kinds].sort()).toEqual(["refused", "taken"]);
    },
  );
}
