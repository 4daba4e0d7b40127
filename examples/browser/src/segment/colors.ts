/** A color to try. */
export interface Swatch {
  readonly name: string;
  readonly color: string;
  /** How far lightness moves to the color's own: dark hair becomes blond only so. */
  readonly lightness: number;
}

/** Parts that are recolored as one, and colors for them. */
export interface Palette {
  readonly key: string;
  readonly title: string;
  /** Names of classes. */
  readonly parts: readonly string[];
  readonly swatches: readonly Swatch[];
}

/** What can be recolored. */
export const palettes: readonly Palette[] = [
  {
    key: "hair",
    title: "Hair",
    parts: ["hair"],
    swatches: [
      { name: "Espresso", color: "#3b2417", lightness: 0.5 },
      { name: "Copper", color: "#b5561f", lightness: 0.3 },
      { name: "Burgundy", color: "#7a1f3d", lightness: 0.1 },
      { name: "Platinum", color: "#dcc9a3", lightness: 0.6 },
      { name: "Rose", color: "#d77a98", lightness: 0.4 },
      { name: "Ocean", color: "#2f6db5", lightness: 0.15 },
    ],
  },
  {
    key: "lips",
    title: "Lips",
    parts: ["upper lip", "lower lip"],
    swatches: [
      { name: "Classic red", color: "#b4143c", lightness: 0.2 },
      { name: "Rose", color: "#d0567c", lightness: 0 },
      { name: "Coral", color: "#e0604c", lightness: 0 },
      { name: "Plum", color: "#6e2145", lightness: 0.5 },
      { name: "Nude", color: "#b97a68", lightness: 0 },
      { name: "Brick", color: "#8f3b2a", lightness: 0.2 },
    ],
  },
];
