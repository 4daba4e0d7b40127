import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers. */
export interface Random {
  /** A number in `[from, to)`, `[0, 1)` by default. */
  uniform(from?: number, to?: number): number;
  /** A whole number in `[from, to]`, both ends included. */
  integer(from: number, to: number): number;
  /** A normally distributed number, mean 0 and deviation 1 by default. */
  normal(mean?: number, deviation?: number): number;
}

/**
 * The random stream that belongs to a seed and a list of keys: the same keys give the same stream, different
 * keys give unrelated ones.
 *
 * @example
 * createRandom(1, epoch, index).uniform() === createRandom(1, epoch, index).uniform(); //=> true
 */
export function createRandom(seed: number, ...keys: readonly (number | string)[]): Random {
  const generator = xoroshiro128plusFromState(hash([seed, ...keys]));
  const uniform = (from = 0, to = 1) => from + (to - from) * uniformFloat64(generator);
  return {
    uniform,
    integer: (from, to) => uniformInt(generator, from, to),
    // Box-Muller; 1 - uniform() is never 0.
    normal: (mean = 0, deviation = 1) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** A 128-bit state from the keys: every word goes through murmur3's mixer in each of four lanes. */
function hash(keys: readonly (number | string)[]): number[] {
  const state = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  const words = keys.flatMap((key) =>
    typeof key === "number"
      ? [0, ...new Uint32Array(Float64Array.of(key).buffer)]
      : [1, key.length, ...Array.from(key, (character) => character.codePointAt(0) ?? 0)],
  );
  for (const word of words) {
    for (let lane = 0; lane < 4; lane++) {
      state[lane] = mix(((state[lane] ?? 0) + Math.imul(word + lane, 0x9e3779b1)) | 0);
    }
  }
  return state;
}

function mix(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
