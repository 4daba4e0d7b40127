import type { Rgb } from "@faceseg/image/paint";

export interface Body {
  /** Half widths of neck and shoulders, and how far the body is beside the head. */
  readonly neck: number;
  readonly shoulder: number;
  readonly shift: number;
  readonly collar: "crew" | "v" | "shirt" | "bare";
  readonly color: Rgb;
  readonly accent: Rgb;
  readonly pattern: "plain" | "stripes" | "checks" | "dots";
}

export interface Background {
  readonly kind: "plain" | "wall" | "bokeh" | "stripes" | "shelves" | "foliage" | "street" | "shapes";
  readonly colors: readonly [Rgb, Rgb, Rgb, Rgb];
  readonly scale: number;
  readonly angle: number;
}

export interface Light {
  /** Unit vector toward the light: x right, y down, z to the viewer. */
  readonly direction: readonly [number, number, number];
  readonly key: Rgb;
  readonly sky: Rgb;
  readonly ground: Rgb;
}

export interface Camera {
  readonly exposure: number;
  readonly balance: Rgb;
  readonly vignette: number;
  /** Radius of the blur, as a share of the image's side. */
  readonly blur: number;
  readonly chromaBlur: number;
  readonly noise: number;
}
