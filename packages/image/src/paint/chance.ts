import type { Random } from "../random.ts";

/** A normally distributed number held within two and a half deviations. */
export function around(random: Random, mean: number, deviation: number): number {
  return mean + deviation * Math.min(Math.max(random.normal(), -2.5), 2.5);
}

/** True with a probability. */
export function happens(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

/** One of several things. */
export function pick<T>(random: Random, things: readonly T[]): T {
  return things[random.integer(0, things.length - 1)] as T;
}

/** One of several things with weights. */
export function weighted<T extends string>(random: Random, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries(weights) as [T, number][];
  let left = random.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [thing, weight] of entries) {
    left -= weight;
    if (left < 0) return thing;
  }
  return (entries.at(-1) as [T, number])[0];
}
