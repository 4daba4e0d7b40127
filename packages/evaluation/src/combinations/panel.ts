import { createPredictor, type EngineOptions, type Predictor } from "@faceseg/engine";
import {
  averageProbabilities,
  flipHorizontal,
  flipProbabilities,
  type RgbImage,
  resizeImage,
  resizeProbabilities,
  type Taxonomy,
} from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { floats } from "../evaluate/floats.ts";
import type { Predict, Prediction } from "../evaluate/predict.ts";
import type { Recipe, View } from "./recipe.ts";

const scales: Readonly<Record<View, number>> = { plain: 1, mirrored: 1, smaller: 0.75, larger: 1.25 };

/** Options of `Panel`. */
export interface PanelOptions extends EngineOptions {
  /** Side in pixels of the square images, a multiple of 32. */
  readonly size: number;
  /** The classes that the networks predict. */
  readonly taxonomy: Taxonomy;
  /** Loads a network for a side in pixels. The panel disposes of the model. */
  readonly load: (name: string, side: number) => Promise<LayersModel>;
}

/** Networks at the sizes that views need, loaded and compiled when first needed. */
export class Panel {
  private readonly options: PanelOptions;
  private readonly predictors = new Map<string, Promise<Predictor>>();

  constructor(options: PanelOptions) {
    this.options = options;
  }

  /** Side in pixels of the square images. */
  get size(): number {
    return this.options.size;
  }

  /** The classes that the networks predict. */
  get taxonomy(): Taxonomy {
    return this.options.taxonomy;
  }

  /** How many classes the networks predict. */
  get numClasses(): number {
    return this.options.taxonomy.classes.length;
  }

  /** What a network says about an image in a view, brought back to the image as it is. */
  async probabilities(name: string, view: View, image: RgbImage): Promise<Float32Array> {
    const { size, taxonomy } = this.options;
    const numClasses = taxonomy.classes.length;
    const side = Math.round((size * scales[view]) / 32) * 32;
    const shape = { width: side, height: side, numClasses };
    const seen = view === "mirrored" ? mirrored(image) : resized(image, side);
    const { data: found } = await (await this.predictor(name, side)).probabilities(floats(seen));
    if (view === "mirrored") return flipProbabilities(found, shape, taxonomy.mirrorPairs);
    return side === size ? found : resizeProbabilities(found, shape, size);
  }

  /** A recipe as a function that predicts one image. */
  predict(recipe: Pick<Recipe, "of" | "views" | "decide">): Predict {
    return (image) => this.combine(recipe, image, (name, view) => this.probabilities(name, view, image));
  }

  /**
   * Averages and decides.
   *
   * @param see Gives what a network says about the image in a view.
   */
  async combine(
    { of, views, decide }: Pick<Recipe, "of" | "views" | "decide">,
    image: RgbImage,
    see: (name: string, view: View) => Promise<Float32Array>,
  ): Promise<Required<Prediction>> {
    const list: Float32Array[] = [];
    for (const name of of) for (const view of views) list.push(await see(name, view));
    const probabilities = averageProbabilities(list);
    const shape = { width: this.size, height: this.size, numClasses: this.numClasses };
    return { ids: decide(probabilities, shape, image).data, probabilities };
  }

  /** Frees all compiled networks. */
  async dispose(): Promise<void> {
    for (const predictor of this.predictors.values()) await (await predictor).dispose();
  }

  private predictor(name: string, side: number): Promise<Predictor> {
    const key = `${name} ${side}`;
    const known = this.predictors.get(key) ?? this.prepare(name, side);
    this.predictors.set(key, known);
    return known;
  }

  private async prepare(name: string, side: number): Promise<Predictor> {
    const { size: _, taxonomy: __, load, ...engine } = this.options;
    const model = await load(name, side);
    // Compiled, the weights are in the graph and the model is freed at once; eagerly, it is freed with the predictor.
    const loaded = { kind: "layers", model, metadata: {}, dispose: () => void model.dispose() } as const;
    return createPredictor(loaded, { ...engine, probabilities: true });
  }
}

/** The mirror exchanges ids too, of which an image has none. */
function mirrored(image: RgbImage): RgbImage {
  const { width, height } = image;
  const labels = { width, height, data: new Uint8Array(width * height) };
  return flipHorizontal({ id: "", image, labels }, { mirrorPairs: [] }).image;
}

const resized = (image: RgbImage, side: number) => (image.width === side ? image : resizeImage(image, side));
