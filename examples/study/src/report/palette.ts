import { type NetworkName, networkNames } from "../network-names.ts";
import type { NetworkResults } from "../results.ts";

/**
 * Colours of each family, on light and on dark paper: first the study's network, then the default, then its ablations.
 * Each stands out from the paper by 3 to 1 or more.
 */
export const palette = Object.freeze({
  unet: [
    ["#1f5fbf", "#7fb0ff"],
    ["#6a32b5", "#bb95ff"],
    ["#0a7285", "#5ac8d8"],
    ["#a0398f", "#f08fdc"],
    ["#3b5470", "#a9c0da"],
    ["#4f74d9", "#9db4ff"],
    ["#7d6a9c", "#cbbfe6"],
  ],
  pspnet: [
    ["#b4530a", "#f0a25e"],
    ["#8f1f2f", "#ff8f98"],
    ["#8a6a00", "#e0c24d"],
    ["#7a4a2b", "#d3a483"],
  ],
  segnet: [
    ["#14775a", "#57c9a0"],
    ["#3f7a12", "#9fd46b"],
    ["#5d6b1a", "#c9d07a"],
    ["#2d5a46", "#a5cdb9"],
  ],
} as const);

/** Patterns of lines, in the same order. */
const dashes = ["none", "9 3", "2 3", "9 3 2 3", "5 5", "1 4", "12 3 2 3 2 3"];

/** Class of the style sheet with a network's colour and dash. */
export function lookOf({ name, family }: Pick<NetworkResults, "name" | "family">): string {
  return `look-${family}-${variantOf(name)}`;
}

/** The style sheet's rules for all looks. */
export const looks = Object.entries(palette)
  .flatMap(([family, colors]) =>
    colors.map(
      ([light, dark], i) =>
        `.look-${family}-${i} { --c: light-dark(${light}, ${dark}); --dash: ${dashes[i] ?? "none"}; }`,
    ),
  )
  .join("\n");

/** Place of a network among those of its family. */
function variantOf(name: NetworkName): number {
  const family = name.split("-", 1)[0];
  return networkNames.filter((other) => other.split("-", 1)[0] === family).indexOf(name);
}
