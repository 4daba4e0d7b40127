/* Writes xoshiro.json: numbers of xoshiro128** 1.1 by its authors' reference code (Blackman and Vigna, public domain,
 * https://prng.di.unimi.it/xoshiro128starstar.c), from a given state and from states filled by splitmix32.
 *
 *     cc -o /tmp/xoshiro test/golden/make-xoshiro.c && /tmp/xoshiro > test/golden/xoshiro.json
 *     npx biome format --write test/golden/xoshiro.json
 */
#include <stdint.h>
#include <stdio.h>

static uint32_t s[4];

static inline uint32_t rotl(const uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }

static uint32_t next(void) {
  const uint32_t result = rotl(s[1] * 5, 7) * 9;
  const uint32_t t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 11);
  return result;
}

static uint32_t murmur3_finaliser(uint32_t h) {
  h ^= h >> 16;
  h *= 0x85ebca6bU;
  h ^= h >> 13;
  h *= 0xc2b2ae35U;
  h ^= h >> 16;
  return h;
}

static void print(const char *key, uint32_t value, int last) {
  printf("{\"%s\": %u, \"numbers\": [", key, value);
  for (int i = 0; i < 12; i++) printf("%s%u", i ? ", " : "", next());
  printf("]}%s\n", last ? "" : ",");
}

int main(void) {
  const uint32_t seeds[] = {0, 1, 42, 0xffffffffU};
  printf("{\"fromState1234\": [");
  for (int i = 0; i < 4; i++) s[i] = (uint32_t)i + 1;
  for (int i = 0; i < 12; i++) printf("%s%u", i ? ", " : "", next());
  printf("], \"fromSeed\": [\n");
  for (int i = 0; i < 4; i++) {
    for (int word = 0; word < 4; word++) s[word] = murmur3_finaliser(seeds[i] + (uint32_t)(word + 1) * 0x9e3779b9U);
    print("seed", seeds[i], i == 3);
  }
  printf("]}\n");
  return 0;
}
