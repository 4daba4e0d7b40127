import type { Color, FaceClass, LabelMap, RgbImage, Taxonomy } from "@faceseg/image";
import { feather } from "./feather.ts";
import { type MaskMeasures, maskOf, measureMask } from "./mask.ts";
import { outlines, type Ring } from "./outlines.ts";
import { type OverlayOptions, overlay, type PaintOptions, paint } from "./paint.ts";
import { type RecolorOptions, recolor } from "./recolor.ts";
import { type AnyImage, type CanvasImage, type RgbaImage, toCanvasImage } from "./rgba.ts";
import { type ScoreMap, scoresAt } from "./score-map.ts";

/** One part of a face in an image. */
export interface Part extends MaskMeasures {
  /** Id of its class; of several, the first. */
  readonly id: number;
  /** Name of its class; of several, all of them. */
  readonly name: string;
  /** `area` as a share of the image. */
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
  /** What is recolored, such as the result of another `recolor`. @default the image */
  readonly on?: AnyImage;
  /** Pixels over which the color fades out to either side of the edge. @default 1.5 of the model's pixels */
  readonly softness?: number;
}

/** What a segmentation is made of. All of it can be sent to another thread. */
export interface SegmentationData {
  /** The image it was made from. */
  readonly image: RgbImage;
  /** [height, width], class ids. */
  readonly labels: Uint8Array;
  /** The classes of the labels. */
  readonly taxonomy: Taxonomy;
  /** What the model gave, at the model's size. */
  readonly scores: ScoreMap;
}

/** The parts of one image, at its own size. */
export class Segmentation implements LabelMap {
  /** Of the image, in pixels. */
  readonly width: number;
  /** Of the image, in pixels. */
  readonly height: number;
  /** Class ids, [height, width]. */
  readonly labels: Uint8Array;
  /** The classes of the labels, with their names, colors and mirror pairs. */
  readonly taxonomy: Taxonomy;
  /** The classes of the taxonomy, by id. */
  readonly classes: readonly FaceClass[];
  /** The image it was made from, 8-bit RGB. */
  readonly image: RgbImage;
  /** What the model gave, at the model's size. */
  readonly scores: ScoreMap;

  /** @param made What `toData` of another segmentation gave, perhaps in another thread. */
  constructor({ image, labels, taxonomy, scores }: SegmentationData) {
    this.width = image.width;
    this.height = image.height;
    this.image = image;
    this.labels = labels;
    this.taxonomy = taxonomy;
    this.classes = taxonomy.classes;
    this.scores = scores;
  }

  /** `labels`, so that a segmentation is a `LabelMap` of `@faceseg/image`. */
  get data(): Uint8Array {
    return this.labels;
  }

  /** Plain arrays, to send to another thread and give to `new Segmentation` there. */
  toData(): SegmentationData {
    return { image: this.image, labels: this.labels, taxonomy: this.taxonomy, scores: this.scores };
  }

  /** The probability of every class, [height, width, numClasses]: 4 bytes for each. */
  probabilities(): Float32Array {
    return scoresAt(this.scores, this);
  }

  /** The probability of each pixel's label, [height, width]. */
  confidence(): Float32Array {
    const { labels, scores } = this;
    const all = this.probabilities();
    return Float32Array.from(labels, (id, pixel) => all[pixel * scores.numClasses + id] as number);
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

  /** The parts in their colors on a transparent background. */
  toImageData(options: PaintOptions = {}): CanvasImage {
    return toCanvasImage(paint(this, this.classes, options));
  }

  /** The image with the parts in their colors over it. */
  overlay({ on = this.image, ...options }: OverlayOptions & { readonly on?: AnyImage } = {}): CanvasImage {
    return toCanvasImage(overlay(on, this, this.classes, options));
  }

  /**
   * The image with a part in another color; its light stays, its edges are soft.
   *
   * @example
   * const dyed = segmentation.recolor("hair", "#7a1f3d");
   * const both = segmentation.recolor(["upper lip", "lower lip"], "#c2185b", { on: dyed });
   */
  recolor(name: PartName, color: Color, options: RecolorPartOptions = {}): CanvasImage {
    const { on = this.image, softness = this.pixelsPerScore() * 1.5, ...rest } = options;
    const alpha = feather(maskOf(this, this.ids(name)), this, softness);
    return toCanvasImage(recolor(on, alpha, color, rest) satisfies RgbaImage);
  }

  /** Pixels of the image for one of the model's, at least 1. */
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
