export { HalfPixelResizing, HalfPixelUpSampling2D } from "./half-pixel-layers.ts";
export type { Interpolation } from "./half-pixel-resize.ts";
export { KeepDimsGlobalPooling2D } from "./keep-dims-pooling.ts";
export type { LayerArgs, LayerShape } from "./layer-shape.ts";
