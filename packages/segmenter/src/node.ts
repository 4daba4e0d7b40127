import { decodeFile, type ImageFile } from "@faceseg/image/node";
import { fromDisk } from "@faceseg/model-files/node";
import { createSegmenterWith } from "./segment/create-segmenter.ts";
import type { Segmenter } from "./segment/segmenter.ts";
import type { SegmenterOptions } from "./segment/segmenter-options.ts";

export type { ImageFile } from "@faceseg/image/node";
export * from "./index.ts";
export {
  type ShownImage,
  type VisualizeOptions,
  visualizePredictions,
} from "./node/visualize-predictions.ts";

/**
 * `createSegmenter` for Node: models may also be paths (a folder stands for the `model.json` or the .onnx file in it), and images may be
 * paths or bytes of files.
 *
 * @example
 * const segmenter = await createSegmenter({ model: "face.onnx" });
 * const { labels } = await segmenter.segment("photo.jpg");
 */
export const createSegmenter = (options: SegmenterOptions): Promise<Segmenter<ImageFile>> =>
  createSegmenterWith<ImageFile>(fromDisk, options, decodeFile);
