import { lapa11 } from "../taxonomy.ts";

/** `mirrorIds[id]` is the id that a mirrored image shows where `id` was; most ids are their own mirror. */
export const mirrorIds: Uint8Array = Uint8Array.from({ length: 256 }, (_, id) => {
  const pair = lapa11.mirrorPairs.find((ids) => ids.includes(id));
  return pair ? pair[0] + pair[1] - id : id;
});
