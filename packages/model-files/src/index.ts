export type { Interpolation } from "./keras/half-pixel-resize.ts";
export { KerasFileError } from "./keras/keras-file-error.ts";
export { loadKeras } from "./keras/load-keras.ts";
export { loadKerasWeights } from "./keras/load-keras-weights.ts";
export { type KerasWeight, readH5Weights } from "./keras/read-h5-weights.ts";
export { saveKeras } from "./keras/save-keras.ts";
export { HalfPixelResizing, HalfPixelUpSampling2D } from "./layers/half-pixel-layers.ts";
export { KeepDimsGlobalPooling2D } from "./layers/keep-dims-pooling.ts";
export type { LayerArgs, LayerShape } from "./layers/layer-shape.ts";
export { loadModel } from "./load/load-model.ts";
export type {
  ArtifactsLike,
  Files,
  LayersModelLike,
  LoadedModel,
  ModelMetadata,
  ModelSource,
} from "./load/model-source.ts";
export { fromWeb } from "./load/web-files.ts";
export { ModelFileError } from "./model-file-error.ts";
export { parseMetadata } from "./notes/metadata.ts";
export { onnxNotes } from "./notes/onnx-notes.ts";
