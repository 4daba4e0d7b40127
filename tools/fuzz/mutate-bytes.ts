import type { Random } from "@faceseg/image";

export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[random.integer(0, items.length - 1)] as T;

const bytes = [0, 1, 0x7f, 0x80, 0xff];
const words = [0, 1, 0x7fff, 0x8000, 0xffff, 0x10000, 100_000, 0x7fffffff, 0x80000000, 0xffffffff];

type Change = (random: Random, data: Buffer, others: readonly Uint8Array[]) => Buffer;

/** A place in the data; half of the time near its start, where formats keep what describes the rest. */
const place = (random: Random, { length }: Buffer) =>
  random.integer(0, Math.max(0, (random.integer(0, 1) === 0 ? length : Math.min(length, 256)) - 1));

const changes: readonly Change[] = [
  (random, data) => {
    const at = place(random, data);
    if (data.length > 0) data[at] = (data[at] as number) ^ (1 << random.integer(0, 7));
    return data;
  },
  (random, data) => {
    if (data.length > 0) data[place(random, data)] = pick(random, bytes);
    return data;
  },
  (random, data) => {
    if (data.length > 0) data[place(random, data)] = random.integer(0, 255);
    return data;
  },
  (random, data) => {
    if (data.length >= 4) {
      const at = random.integer(0, Math.min(place(random, data), data.length - 4));
      const value = pick(random, words);
      if (random.integer(0, 1) === 0) data.writeUInt32LE(value, at);
      else data.writeUInt32BE(value, at);
    }
    return data;
  },
  (random, data) => data.subarray(0, random.integer(0, data.length)),
  (random, data) => {
    const [from, to] = [place(random, data), place(random, data)].sort((a, b) => a - b) as [number, number];
    return Buffer.concat([data.subarray(0, from), data.subarray(to)]);
  },
  (random, data) => {
    const [from, to] = [place(random, data), place(random, data)].sort((a, b) => a - b) as [number, number];
    const end = Math.min(to, from + 4096);
    return Buffer.concat([data.subarray(0, end), data.subarray(from, end), data.subarray(end)]);
  },
  (random, data) => {
    const at = place(random, data);
    const length = random.integer(1, 64);
    return Buffer.concat([
      data.subarray(0, at),
      Buffer.alloc(length, pick(random, bytes)),
      data.subarray(at),
    ]);
  },
  (random, data, others) => {
    const other = pick(random, others);
    const at = random.integer(0, Math.min(data.length, other.length));
    return Buffer.concat([data.subarray(0, at), other.subarray(at)]);
  },
];

/** One of the corpus with one to eight changes that know nothing of its format. */
export function mutateBytes(random: Random, corpus: readonly Uint8Array[]): Buffer {
  let data = Buffer.from(pick(random, corpus));
  for (let count = 2 ** random.integer(0, 3); count > 0; count--) {
    data = Buffer.from(pick(random, changes)(random, data, corpus));
  }
  return data;
}
