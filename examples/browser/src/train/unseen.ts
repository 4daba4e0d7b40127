import { batches, type Dataset } from "@faceseg/data";
import { createPredictor } from "@faceseg/trainer";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { toBitmap, toColours } from "./bitmaps.ts";
import type { UnseenFace } from "./protocol.ts";

/** Faces that are never trained on, to watch the network on. */
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
        return { picture: await toBitmap(image), truth: await toColours(labels) };
      }),
    );
    const one = batches({ ...dataset, samples }, { size, batchSize: count });
    for await (const { images } of one.epoch(0)) return new Unseen(size, threads, images, faces);
    throw new Error(`Expected ${count} faces, got none`);
  }

  /** What a network sees in them, with its weights of this moment. */
  async guesses(model: LayersModel): Promise<ImageBitmap[]> {
    const { size, count, threads } = this;
    const predictor = await createPredictor(model, { engine: "onnxruntime-web", threads, batchSize: count });
    try {
      const labels = await predictor.predict(this.images);
      const pixels = size * size;
      const maps = Array.from({ length: count }, (_, at) => labels.slice(at * pixels, (at + 1) * pixels));
      return await Promise.all(maps.map((data) => toColours({ width: size, height: size, data })));
    } finally {
      await predictor.dispose();
    }
  }
}
