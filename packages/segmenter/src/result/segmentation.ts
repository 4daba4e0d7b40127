import type { Color, FaceClass, LabelMap, RgbImage } from "@faceseg/image";
import { feather } from "./feather.ts";
import { type MaskMeasures, maskOf, measureMask } from "./mask.ts";
import { outlines, type Ring } from "./outlines.ts";
import { type OverlayOptions, overlay, type PaintOptions, paint } from "./paint.ts";
import { type RecolorOptions, recolor } from "./recolor.ts";
import { type AnyImage, type CanvasImage, type RgbaImage, toCanvasImage } from "./rgba.ts";
import { type ScoreMap, scoresAt } from "./score-map.ts";

/** One part of a face in a picture. */
export interface Part extends MaskMeasures {
  readonly id: number;
  readonly name: string;
  /** `area` as a share of the picture. */
  readonly share: number;
  /** [height, width], 1 inside and 0 outside. */
  readonly mask: Uint8Array;
  /** Its outlines in pixels: outer rings clockwise, holes counterclockwise. */
  readonly outlines: readonly Ring[];
}

/** A part by its name or id, or several as one. */
export type PartName = string | number | readonly (string | number)[];

/** Options of `Segmentation.recolor`. */
export interface RecolorPartOptions extends RecolorOptions {
  /** What is recoloured, such as the result of another `recolor`. @default the picture */
  readonly on?: AnyImage;
  /** Pixels over which the colour fades out to either side of the edge. @default 1.5 of the network's pixels */
  readonly softness?: number;
}

/** What a segmentation is made of; all of it can be sent to another thread. */
export interface SegmentationData {
  /** The picture it was made from. */
  readonly picture: RgbImage;
  /** [height, width], class ids. */
  readonly labels: Uint8Array;
  readonly classes: readonly FaceClass[];
  readonly scores: ScoreMap;
}

/** The parts of one picture, at its own size. */
export class Segmentation implements LabelMap {
  readonly width: number;
  readonly height: number;
  /** Class ids, [height, width]. */
  readonly labels: Uint8Array;
  readonly classes: readonly FaceClass[];
  /** The picture it was made from, 8-bit RGB. */
  readonly picture: RgbImage;
  /** What the network gave, at the network's size. */
  readonly scores: ScoreMap;

  /** @param made what another segmentation's `toData` gave, perhaps in another thread. */
  constructor({ picture, labels, classes, scores }: SegmentationData) {
    this.width = picture.width;
    this.height = picture.height;
    this.picture = picture;
    this.labels = labels;
    this.classes = classes;
    this.scores = scores;
  }

  /** `labels`, so that a segmentation is a `LabelMap` of `@faceseg/data`. */
  get data(): Uint8Array {
    return this.labels;
  }

  /** Plain arrays, to be sent to another thread and given to `new Segmentation` there. */
  toData(): SegmentationData {
    return { picture: this.picture, labels: this.labels, classes: this.classes, scores: this.scores };
  }

  /** The probability of every class, [height, width, classes]: 4 bytes for each. */
  probabilities(): Float32Array {
    return scoresAt(this.scores, this);
  }

  /** The probability of each pixel's label, [height, width]. */
  confidence(): Float32Array {
    const { labels, scores } = this;
    const all = this.probabilities();
    return Float32Array.from(labels, (id, pixel) => all[pixel * scores.classes + id] as number);
  }

  /**
   * One part, or several as one: its mask, area, box, centroid and outlines.
   *
   * @throws {RangeError} for an unknown name, listing those there are.
   * @example
   * const { area, box, centroid } = segmentation.part("hair");
   */
  part(name: PartName): Part {
    const ids = this.ids(name);
    const mask = maskOf(this, ids);
    const measures = measureMask(mask, this);
    const size = { width: this.width, height: this.height };
    return {
      id: ids[0] as number,
      name: ids.map((id) => this.classes.find((one) => one.id === id)?.name).join(", "),
      ...measures,
      share: measures.area / mask.length,
      mask,
      get outlines() {
        return outlines(mask, size);
      },
    };
  }

  /** The parts in their colours on a transparent background. */
  toImageData(options: PaintOptions = {}): CanvasImage {
    return toCanvasImage(paint(this, this.classes, options));
  }

  /** The picture with the parts in their colours over it. */
  overlay({ on = this.picture, ...options }: OverlayOptions & { readonly on?: AnyImage } = {}): CanvasImage {
    return toCanvasImage(overlay(on, this, this.classes, options));
  }

  /**
   * The picture with a part in another colour, its light kept, its edges soft.
   *
   * @example
   * const dyed = segmentation.recolor("hair", "#7a1f3d");
   * const both = segmentation.recolor(["upper lip", "lower lip"], "#c2185b", { on: dyed });
   */
  recolor(name: PartName, color: Color, options: RecolorPartOptions = {}): CanvasImage {
    const { on = this.picture, softness = this.pixelsPerScore() * 1.5, ...rest } = options;
    const alpha = feather(maskOf(this, this.ids(name)), this, softness);
    return toCanvasImage(recolor(on, alpha, color, rest) satisfies RgbaImage);
  }

  /** Pixels of the picture for one of the network's, at least 1. */
  private pixelsPerScore(): number {
    const { region } = this.scores;
    return Math.max(1, this.width / region.width, this.height / region.height);
  }

  private ids(name: PartName): number[] {
    return [name].flat().map((one) => {
      const found = this.classes.find(({ id, name }) => id === one || name === one);
      if (found) return found.id;
      const known = this.classes.map(({ name }) => JSON.stringify(name)).join(", ");
      throw new RangeError(`Expected a part to be one of ${known}, got ${JSON.stringify(one)}`);
    });
  }
}
