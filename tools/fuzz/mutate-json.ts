import type { Random } from "@faceseg/image";
import { pick } from "./mutate-bytes.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const absurd: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e9,
  2 ** 31,
  2 ** 53,
  1e308,
  "",
  "NaN",
  "__proto__",
  "constructor",
  "../../../../etc/passwd",
  "/etc/passwd",
  "/dev/zero",
  "a".repeat(10_000),
  [],
  {},
  [[[[]]]],
  [100_000, 100_000, 3],
  [-1, -1],
  { toString: null, valueOf: 1 },
];

/** A place in a value: what holds it, and under which key. */
interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

function places(value: Json, found: Place[] = []): Place[] {
  if (typeof value !== "object" || value === null) return found;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    found.push({ holder: value, key });
    places((value as { [key: string]: Json })[key] as Json, found);
  }
  return found;
}

/** The text of a JSON value with one to four changes in it, or of something that looks like it. */
export function mutateJson(random: Random, text: string): string {
  // In a list, so that the whole value has a place too; an emptied list is filled again.
  const root: Json[] = [JSON.parse(text)];
  for (let count = random.integer(1, 4); count > 0; count--) {
    if (root.length === 0) root.push(structuredClone(pick(random, absurd)));
    const { holder, key } = pick(random, places(root));
    const values = holder as { [key: string]: Json };
    const value = values[key] as Json;
    switch (random.integer(0, 7)) {
      case 0:
        values[key] = structuredClone(pick(random, absurd));
        break;
      case 1:
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
        break;
      case 2:
        if (Array.isArray(holder)) holder.push(structuredClone(value));
        else values[`${key}_`] = structuredClone(value);
        break;
      case 3:
        values[key] = structuredClone(pick(random, places(root)).holder) as Json;
        break;
      case 4:
        if (typeof value === "number") {
          values[key] = pick(random, [
            -value,
            value + 1,
            value * 1000,
            value / 3,
            2 ** random.integer(0, 60),
          ]);
        }
        break;
      case 5:
        if (typeof value === "string") values[key] = value.slice(random.integer(0, value.length));
        break;
      case 6:
        values[key] = [value];
        break;
      default:
        if (!Array.isArray(holder)) {
          // Not a prototype: an own key of this name, as JSON.parse makes it.
          Object.defineProperty(holder, pick(random, ["__proto__", "constructor", "prototype"]), {
            value: structuredClone(value),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
    }
  }
  const mutated = JSON.stringify(root[0] ?? null);
  return random.integer(0, 9) > 0 ? mutated : disturb(random, mutated);
}

/** What no JSON writer writes. */
function disturb(random: Random, text: string): string {
  const at = random.integer(0, text.length);
  const inserted = pick(random, [
    "NaN",
    "Infinity",
    "\u0000",
    "\ufeff",
    "\ud800",
    "{",
    "]",
    '"',
    "//",
    "1e999",
  ]);
  switch (random.integer(0, 3)) {
    case 0:
      return text.slice(0, at) + inserted + text.slice(at);
    case 1:
      return text.slice(0, at);
    case 2:
      return text.replace(/-?\d+(\.\d+)?/, inserted);
    default: {
      const depth = 10 ** random.integer(2, 5);
      return text.replace(/[[{]/, (open) => `${open === "[" ? "" : '{"a":'}${"[".repeat(depth)}`);
    }
  }
}
