import type { Random } from "@faceseg/image";

/** A number in [0, 1] of the symmetric beta distribution: near 0 and 1 for a small `alpha`, uniform for 1. */
export function beta(random: Random, alpha: number): number {
  const [first, second] = [gamma(random, alpha), gamma(random, alpha)];
  // For a tiny alpha both can be 0.
  return first + second > 0 ? first / (first + second) : random.integer(0, 1);
}

/** A gamma-distributed number (Marsaglia and Tsang, 2000); a shape below 1 is boosted from shape + 1. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
