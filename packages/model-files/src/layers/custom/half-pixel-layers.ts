import { serialization, type Tensor, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { halfPixelResize, type Interpolation } from "./half-pixel-resize.ts";
import type { LayerArgs, LayerShape } from "./layer-shape.ts";

const only = <T>(one: T | T[]): T => (Array.isArray(one) ? (one[0] as T) : one);

/** Keras's `UpSampling2D(interpolation="bilinear")`; the layer of tfjs has other pixel centres. */
export class HalfPixelUpSampling2D extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "HalfPixelUpSampling2D";
  private readonly size: [number, number];

  constructor(args: LayerArgs & { size: [number, number] }) {
    super(args);
    this.size = args.size;
  }

  override computeOutputShape(shapes: LayerShape | LayerShape[]): LayerShape {
    const [batch, rows, columns, channels] = shapes as [number | null, number | null, number | null, number];
    const times = (length: number | null, by: number) => (length === null ? null : length * by);
    return [batch, times(rows, this.size[0]), times(columns, this.size[1]), channels];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const x = only(inputs) as Tensor4D;
    const [rows, columns] = this.size;
    return tidy(() => halfPixelResize(x, [x.shape[1] * rows, x.shape[2] * columns], "bilinear"));
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), size: this.size };
  }
}

/** Keras's `Resizing`; the layer of tfjs aligns corners. */
export class HalfPixelResizing extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "HalfPixelResizing";
  private readonly height: number;
  private readonly width: number;
  private readonly interpolation: Interpolation;

  constructor(args: LayerArgs & { height: number; width: number; interpolation?: Interpolation }) {
    super(args);
    this.height = args.height;
    this.width = args.width;
    this.interpolation = args.interpolation ?? "bilinear";
  }

  override computeOutputShape(shapes: LayerShape | LayerShape[]): LayerShape {
    const [batch, , , channels] = shapes as LayerShape;
    return [batch as number | null, this.height, this.width, channels as number | null];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const size = [this.height, this.width] as const;
    return tidy(() => halfPixelResize(only(inputs) as Tensor4D, size, this.interpolation));
  }

  override getConfig(): serialization.ConfigDict {
    const { height, width, interpolation } = this;
    return { ...super.getConfig(), height, width, interpolation };
  }
}

serialization.registerClass(HalfPixelUpSampling2D);
serialization.registerClass(HalfPixelResizing);
