import type { Rgb } from "@faceseg/image/paint";

export type HairTexture = "straight" | "wavy" | "curly";

export interface Hair {
  readonly color: Rgb;
  readonly tips: Rgb;
  readonly texture: HairTexture;
  /** How far the hair stands off the skull: at the top and at the sides. */
  readonly top: number;
  readonly side: number;
  /** Lowest point; below the chin the hair hangs to the shoulders. */
  readonly bottom: number;
  /** Whether sides end above the ears (`false`) or hang in front of them. */
  readonly overEars: boolean;
  /** Half angle of the face opening, left and right, and how much it closes downward. */
  readonly opening: readonly [number, number];
  readonly close: number;
  /** Hairline over the middle of the forehead, and how it changes to the sides. */
  readonly fringe: number;
  readonly recession: number;
  readonly sweep: number;
  readonly part: number;
  readonly jag: number;
  readonly sideburn: number;
  /** Roughness of the outline. */
  readonly frizz: number;
  /** Opacity; a shaved head shows skin. */
  readonly density: number;
  readonly bun: { readonly x: number; readonly y: number; readonly radius: number } | null;
  readonly shine: number;
}

export interface Beard {
  readonly color: Rgb;
  readonly density: number;
  readonly cheeks: number;
  readonly chin: number;
  readonly moustache: number;
}

export interface Glasses {
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** Exponent of the lens outline: 2 is round, more is squarer. */
  readonly squareness: number;
  readonly rim: number;
  readonly color: Rgb;
  readonly glare: number;
  readonly rimless: boolean;
}

export interface Hat {
  readonly kind: "beanie" | "cap" | "brim" | "scarf";
  readonly color: Rgb;
  readonly accent: Rgb;
  /** Height of the rim over the forehead. */
  readonly edge: number;
  /** How far the hat stands above the crown. */
  readonly height: number;
}
