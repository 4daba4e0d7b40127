export { type FillHolesOptions, fillHoles } from "./fill-holes.ts";
export { type GuidedRefineOptions, guidedRefine } from "./guided-refine.ts";
export { type KeepLargestOptions, keepLargest, partPieces } from "./keep-largest.ts";
export { type RemoveIslandsOptions, removeIslands } from "./remove-islands.ts";
