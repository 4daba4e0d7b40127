/** The words of a name in lower case: `Left-Eye`, `left_eye`, `leftEye` and `L eye` are two words each. */
export function wordsOf(name: string): string[] {
  return name
    .normalize("NFC")
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

const opposite: Readonly<Record<string, string>> = { left: "right", right: "left", l: "r", r: "l" };
const full: Readonly<Record<string, string>> = { l: "left", left: "left", r: "right", right: "right" };
/** Parts that come in pairs, as they follow a side, or come before one, in a single word. */
const parts = ["eyebrow", "eyelid", "eye", "brow", "ear", "eb", "br", "cheek", "iris", "pupil"];
/** `lefteye`, `reye`, `lb`, `re`. */
const sideFirst = new RegExp(`^(left|right|l|r)(${[...parts, "e", "b"].join("|")})$`);
/** `eyeleft`, `browr`. */
const sideLast = new RegExp(`^(${parts.join("|")})(left|right|l|r)$`);

/** A word's side and part; undefined for a word without a side. */
function sideOf(
  word: string,
): { readonly side: string; readonly part: string; readonly mirrored: string } | undefined {
  const other = opposite[word];
  if (other) return { side: full[word] as string, part: "", mirrored: other };
  const [, first, after] = sideFirst.exec(word) ?? [];
  if (first && after)
    return { side: full[first] as string, part: after, mirrored: `${opposite[first]}${after}` };
  const [, before, last] = sideLast.exec(word) ?? [];
  if (before && last)
    return { side: full[last] as string, part: before, mirrored: `${before}${opposite[last]}` };
  return undefined;
}

/** The words of a name, as one text to compare. */
export const plainName = (name: string): string => wordsOf(name).join(" ");

/** The plain name of what a mirror shows: "r eye" for `l_eye`; undefined for a name without a side. */
export function mirroredName(name: string): string | undefined {
  const words = wordsOf(name);
  const mirrored = words.map((word) => sideOf(word)?.mirrored ?? word).join(" ");
  return mirrored === words.join(" ") ? undefined : mirrored;
}

/** Names of one part in different data sets; the first is the canonical one. */
const synonyms: readonly (readonly string[])[] = [
  ["background", "bg", "unlabeled", "unlabelled"],
  ["skin", "face", "facial skin", "face skin"],
  ["eyebrow", "brow", "eb", "b", "br", "eye brow"],
  ["eye", "e"],
  ["upper lip", "u lip", "ulip", "top lip", "lip upper", "upperlip"],
  ["lower lip", "l lip", "llip", "bottom lip", "lip lower", "lowerlip"],
  ["inner mouth", "mouth", "mouth interior"],
  ["glasses", "eyeglasses", "eye glasses", "eye g", "eyeg", "spectacles", "eyeglass", "eye glass"],
  ["earring", "ear r", "earr", "ear ring", "earrings"],
  ["necklace", "neck l", "neckl"],
  ["clothes", "cloth", "clothing"],
  ["hat", "cap", "headwear"],
];
const canonical: ReadonlyMap<string, string> = new Map(
  synonyms.flatMap(([first, ...others]) => others.map((other) => [other, first as string] as const)),
);

/** A name without its style, and with one name for each part: "glasses" for `eye_g`. Sides are not looked at. */
export const partName = (name: string): string => canonical.get(plainName(name)) ?? plainName(name);

/** The side and the part of a name: "left eyebrow" for `l_brow`; undefined for a name without a side. */
export function sidedName(name: string): string | undefined {
  const words = wordsOf(name);
  const found = words.map(sideOf);
  const side = found.find(Boolean)?.side;
  if (!side) return undefined;
  const rest = words
    .map((word, at) => found[at]?.part ?? word)
    .filter(Boolean)
    .join(" ");
  return rest === "" ? side : `${side} ${canonical.get(rest) ?? rest}`;
}
