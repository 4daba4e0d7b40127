export { KerasFileError } from "./errors/keras-file-error.ts";
export { ModelFileError, type ModelFileErrorOptions } from "./errors/model-file-error.ts";
export type { Files, NearbyFile } from "./files/files.ts";
export { fromWeb } from "./files/web-files.ts";
export { type KerasWeight, readH5Weights } from "./keras/weights/read-h5-weights.ts";
export { loadKerasWeights } from "./load/load-keras-weights.ts";
export { loadLayersModel } from "./load/load-layers-model.ts";
export { type LoadModelOptions, loadModel } from "./load/load-model.ts";
export { metadataOf } from "./load/metadata-of.ts";
export type {
  LayersModelLike,
  LoadedLayers,
  LoadedModel,
  LoadedOnnx,
  ModelSource,
} from "./load/model-source.ts";
export type { ModelMetadata } from "./notes/model-metadata.ts";
export { type ProtobufField, protobufFields } from "./onnx/protobuf-fields.ts";
export { saveKeras } from "./save/save-keras.ts";
export type { ArtifactsLike } from "./tfjs/artifacts.ts";
