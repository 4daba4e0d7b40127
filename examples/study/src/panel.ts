import {
  classes,
  flipHorizontal,
  flipProbabilities,
  type LabeledImage,
  type RgbImage,
  resizeImage,
  resizeProbabilities,
} from "@faceseg/image";
import { loadModel } from "@faceseg/model-files/node";
import { createPredictor, type Predictor } from "@faceseg/trainer";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { View } from "./combinations.ts";
import type { Config } from "./config.ts";
import { floats } from "./floats.ts";
import type { NetworkName } from "./network-names.ts";
import { networks } from "./networks.ts";
import type { RunFolder } from "./run-folder.ts";

const scales: Readonly<Record<View, number>> = { plain: 1, mirrored: 1, smaller: 0.75, larger: 1.25 };

/** Networks of a run at the sizes that views ask for, made ready when first asked. */
export class Panel {
  private readonly config: Config;
  private readonly files: RunFolder;
  private readonly predictors = new Map<string, Promise<Predictor>>();

  constructor(config: Config, files: RunFolder) {
    this.config = config;
    this.files = files;
  }

  /** What a network says of a picture seen in a view, turned back to the picture as it is. */
  async probabilities(name: NetworkName, view: View, picture: LabeledImage): Promise<Float32Array> {
    const side = Math.round((this.config.size * scales[view]) / 32) * 32;
    const shape = { width: side, height: side, classes: classes.length };
    const shown = view === "mirrored" ? flipHorizontal(picture).image : resized(picture.image, side);
    const said = await (await this.predictor(name, side)).probabilities(floats(shown));
    if (view === "mirrored") return flipProbabilities(said, shape);
    return side === this.config.size ? said : resizeProbabilities(said, shape, this.config.size);
  }

  async dispose(): Promise<void> {
    for (const predictor of this.predictors.values()) await (await predictor).dispose();
  }

  private predictor(name: NetworkName, side: number): Promise<Predictor> {
    const key = `${name} ${side}`;
    const known = this.predictors.get(key) ?? this.prepare(name, side);
    this.predictors.set(key, known);
    return known;
  }

  private async prepare(name: NetworkName, side: number): Promise<Predictor> {
    const saved = await loadModel(this.files.model(name));
    const model = side === this.config.size ? saved : this.atSize(name, side, saved);
    try {
      return await createPredictor(model, { probabilities: true });
    } finally {
      for (const one of new Set([saved, model])) one.dispose();
    }
  }

  /** The same network for another input size. */
  private atSize(name: NetworkName, side: number, saved: LayersModel): LayersModel {
    const { config } = this;
    const model = networks[name].build({ ...config, size: side }, classes.length, config.seed);
    model.setWeights(saved.getWeights());
    return model;
  }
}

const resized = (picture: RgbImage, side: number) =>
  picture.width === side ? picture : resizeImage(picture, side);
