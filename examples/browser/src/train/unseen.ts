import { batches, type Dataset } from "@faceseg/data";
import { createPredictor } from "@faceseg/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { toBitmap, toColors } from "./bitmaps.ts";
import type { UnseenFace } from "./protocol.ts";

/** Unseen faces, on which the page shows the network's predictions. */
export class Unseen {
  private readonly size: number;
  private readonly count: number;
  private readonly threads: number;
  private readonly images: Float32Array;
  /** As the page shows them. */
  readonly faces: readonly UnseenFace[];

  private constructor(size: number, threads: number, images: Float32Array, faces: readonly UnseenFace[]) {
    this.size = size;
    this.count = faces.length;
    this.threads = threads;
    this.images = images;
    this.faces = faces;
  }

  /** Draws the first faces of a data set. */
  static async draw(dataset: Dataset, count: number, size: number, threads: number): Promise<Unseen> {
    const samples = dataset.samples.slice(0, count);
    const faces = await Promise.all(
      samples.map(async (sample) => {
        const { image, labels } = await sample.load();
        return { image: await toBitmap(image), truth: await toColors(labels) };
      }),
    );
    const one = batches({ ...dataset, samples }, { size, batchSize: count });
    for await (const { images } of one.epoch(0)) return new Unseen(size, threads, images, faces);
    throw new Error(`Expected ${count} faces, got none`);
  }

  /** The network's predictions for them, with its current weights. */
  async guesses(model: LayersModel): Promise<ImageBitmap[]> {
    const { size, count, threads } = this;
    const predictor = await createPredictor(model, { engine: "onnxruntime-web", threads, batchSize: count });
    try {
      const labels = await predictor.predict(this.images);
      const pixels = size * size;
      const maps = Array.from({ length: count }, (_, at) => labels.slice(at * pixels, (at + 1) * pixels));
      return await Promise.all(maps.map((data) => toColors({ width: size, height: size, data })));
    } finally {
      await predictor.dispose();
    }
  }
}
