/**
 * A stream of whole numbers from 0 to 2^32 - 1: xoshiro128** 1.1 (Blackman and Vigna, 2018), whose four words of
 * state are filled from the seed by the first four steps of splitmix32 (the finaliser of MurmurHash3 over a Weyl
 * sequence). The package imports nothing, so it brings its own.
 */
export function xoshiro128(seed: number): () => number {
  const next = splitmix32(seed);
  return xoshiro128From([next(), next(), next(), next()]);
}

/** The stream that starts in a given state: four words of 32 bits, not all of them 0. */
export function xoshiro128From([first, second, third, fourth]: readonly [
  number,
  number,
  number,
  number,
]): () => number {
  let [a, b, c, d] = [first | 0, second | 0, third | 0, fourth | 0];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
