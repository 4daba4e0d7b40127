import { createSegmenterWith, type SegmenterOptions } from "./create-segmenter.ts";
import { decodeFile, type PictureFile } from "./node/decode-picture.ts";
import { fromDisk } from "./node/files.ts";
import type { Segmenter } from "./segmenter.ts";

export * from "./index.ts";
export type { PictureFile } from "./node/decode-picture.ts";
export {
  type ShownPicture,
  type VisualizeOptions,
  visualizePredictions,
} from "./node/visualize-predictions.ts";

/**
 * `createSegmenter` for Node: models may be paths, too (a folder stands for the `model.json` in it), and pictures may be
 * paths or bytes of files.
 *
 * @example
 * const segmenter = await createSegmenter({ model: "face.onnx" });
 * const { labels } = await segmenter.segment("photo.jpg");
 */
export const createSegmenter = (options: SegmenterOptions): Promise<Segmenter<PictureFile>> =>
  createSegmenterWith<PictureFile>(fromDisk, options, decodeFile);
