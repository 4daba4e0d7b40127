/** A colour to try. */
export interface Swatch {
  readonly name: string;
  readonly colour: string;
  /** How far lightness moves to the colour's own: dark hair becomes blond only so. */
  readonly lightness: number;
}

/** Parts that are recoloured as one, and colours for them. */
export interface Palette {
  readonly key: string;
  readonly title: string;
  /** Names of classes. */
  readonly parts: readonly string[];
  readonly swatches: readonly Swatch[];
}

/** What can be recoloured. */
export const palettes: readonly Palette[] = [
  {
    key: "hair",
    title: "Hair",
    parts: ["hair"],
    swatches: [
      { name: "Espresso", colour: "#3b2417", lightness: 0.5 },
      { name: "Copper", colour: "#b5561f", lightness: 0.3 },
      { name: "Burgundy", colour: "#7a1f3d", lightness: 0.1 },
      { name: "Platinum", colour: "#dcc9a3", lightness: 0.6 },
      { name: "Rose", colour: "#d77a98", lightness: 0.4 },
      { name: "Ocean", colour: "#2f6db5", lightness: 0.15 },
    ],
  },
  {
    key: "lips",
    title: "Lips",
    parts: ["upper lip", "lower lip"],
    swatches: [
      { name: "Classic red", colour: "#b4143c", lightness: 0.2 },
      { name: "Rose", colour: "#d0567c", lightness: 0 },
      { name: "Coral", colour: "#e0604c", lightness: 0 },
      { name: "Plum", colour: "#6e2145", lightness: 0.5 },
      { name: "Nude", colour: "#b97a68", lightness: 0 },
      { name: "Brick", colour: "#8f3b2a", lightness: 0.2 },
    ],
  },
];
