export type { Interpolation } from "./half-pixel-resize.ts";
export { KerasFileError } from "./keras-file-error.ts";
export { HalfPixelResizing, HalfPixelUpSampling2D } from "./layers/half-pixel-layers.ts";
export { KeepDimsGlobalPooling2D } from "./layers/keep-dims-pooling.ts";
export type { LayerArgs, LayerShape } from "./layers/layer-shape.ts";
export { loadKeras } from "./load-keras.ts";
export { loadKerasWeights } from "./load-keras-weights.ts";
export { type KerasWeight, readH5Weights } from "./read-h5-weights.ts";
export { saveKeras } from "./save-keras.ts";
