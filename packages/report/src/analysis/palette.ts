/**
 * Colors of networks, on light and on dark backgrounds, in the order in which networks appear, and the pattern of their lines.
 * Each has a contrast of 3 to 1 or more.
 */
export const palette = Object.freeze([
  ["#1f5fbf", "#7fb0ff", "none"],
  ["#b4530a", "#f0a25e", "none"],
  ["#14775a", "#57c9a0", "none"],
  ["#6a32b5", "#bb95ff", "9 3"],
  ["#8f1f2f", "#ff8f98", "9 3"],
  ["#3f7a12", "#9fd46b", "9 3"],
  ["#0a7285", "#5ac8d8", "2 3"],
  ["#a0398f", "#f08fdc", "9 3 2 3"],
  ["#3b5470", "#a9c0da", "5 5"],
  ["#8a6a00", "#e0c24d", "2 3"],
  ["#7a4a2b", "#d3a483", "9 3 2 3"],
  ["#5d6b1a", "#c9d07a", "2 3"],
  ["#2d5a46", "#a5cdb9", "9 3 2 3"],
  ["#4f74d9", "#9db4ff", "1 4"],
  ["#7d6a9c", "#cbbfe6", "12 3 2 3 2 3"],
] as const);

/** Class of the style sheet with the color and dash of the network at a place; after the last one they repeat. */
export const lookAt = (place: number): string => `look-${place % palette.length}`;

/** The style sheet's rules for all looks. */
export const looks = palette
  .map(([light, dark, dash], i) => `.look-${i} { --c: light-dark(${light}, ${dark}); --dash: ${dash}; }`)
  .join("\n");
