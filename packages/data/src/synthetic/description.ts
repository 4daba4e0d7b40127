import type { Rgb } from "@faceseg/image/paint";
import type { Beard, Glasses, Hair, Hat } from "./attire.ts";
import type { Background, Body, Camera, Light } from "./scene.ts";

/**
 * Everything that one synthetic face is drawn from; the same description gives the same bytes.
 *
 * Lengths are in face units of about ten centimeters, x to the right and y down, from the point between the
 * eyes; angles are radians; colors are linear light. "Left" is the left of the image.
 */
export interface FaceDescription {
  /** Seed of the fine detail: skin, hair strands, textures and camera noise. */
  readonly seed: number;
  /** Where the head is in the image, and how it is turned. */
  readonly view: View;
  /** Shape of the head and the ears. */
  readonly head: Head;
  /** Color, shine and age of the skin. */
  readonly skin: Skin;
  /** Shape, gaze and color of the eyes, and how far they are open. */
  readonly eyes: Eyes;
  /** Shape and color of the eyebrows. */
  readonly brows: Brows;
  /** Shape of the nose. */
  readonly nose: Nose;
  /** Shape and color of the lips, and how far the mouth is open. */
  readonly mouth: Mouth;
  /** Style and color of the hair; null for a bald head, or under a headscarf. */
  readonly hair: Hair | null;
  /** Beard and mustache; null for none. */
  readonly beard: Beard | null;
  /** Glasses; null for none. */
  readonly glasses: Glasses | null;
  /** Hat or headscarf; null for none. */
  readonly hat: Hat | null;
  /** Neck, shoulders and clothes. */
  readonly body: Body;
  /** What is behind the person. */
  readonly background: Background;
  /** Direction and color of the light. */
  readonly light: Light;
  /** Exposure, blur and noise of the camera. */
  readonly camera: Camera;
}

/** Where the head is in the image, and how it is turned. */
export interface View {
  /** The point between the eyes, as a share of the image. */
  readonly center: readonly [number, number];
  /** Side of the image, in face units. */
  readonly span: number;
  /** Turn in the image plane; positive is clockwise. */
  readonly roll: number;
  /** Turn to the side; positive faces the right of the image. */
  readonly yaw: number;
  /** Nod; positive looks down. */
  readonly pitch: number;
}

export interface Head {
  readonly halfWidth: number;
  readonly crown: number;
  readonly chin: number;
  /** Exponents of the jaw's curve: `jaw` high is square, `taper` low is pointed. */
  readonly jaw: number;
  readonly taper: number;
  readonly cheekbone: number;
  readonly earSize: number;
  readonly earFlare: number;
}

export interface Skin {
  readonly color: Rgb;
  readonly flush: number;
  readonly blotch: number;
  readonly freckles: number;
  readonly shine: number;
  /** Wrinkles and eye bags, 0 to 1. */
  readonly age: number;
}

export interface Eyes {
  readonly distance: number;
  readonly halfWidth: number;
  /** Heights of the lids above and below the line between the corners; 0 is closed. */
  readonly upper: number;
  readonly lower: number;
  readonly openness: readonly [number, number];
  readonly tilt: number;
  readonly crease: number;
  readonly iris: Rgb;
  readonly gaze: readonly [number, number];
  readonly lash: number;
  readonly shadow: Rgb | null;
}

export interface Brows {
  readonly height: number;
  readonly inner: number;
  readonly outer: number;
  readonly arch: number;
  readonly slope: number;
  readonly thickness: number;
  readonly density: number;
  readonly raise: readonly [number, number];
  readonly color: Rgb;
}

export interface Nose {
  readonly length: number;
  readonly halfWidth: number;
  readonly bridge: number;
  readonly tip: number;
  readonly height: number;
}

export interface Mouth {
  readonly y: number;
  readonly halfWidth: number;
  readonly upper: number;
  readonly lower: number;
  readonly bow: number;
  /** Height of the opening between the lips; 0 is closed. */
  readonly open: number;
  readonly smile: number;
  readonly skew: number;
  /** Shares of the opening filled by the upper and the lower teeth. */
  readonly teeth: number;
  readonly lowerTeeth: number;
  readonly color: Rgb;
  readonly gloss: number;
}
