export { corrupt } from "./corruption/corrupt.ts";
export { type CorruptionKind, corruptions } from "./corruption/corruptions.ts";
export { amodalLabels, type DegradedImage } from "./degraded.ts";
export { type OcclusionKind, occlude, occlusions } from "./occlusion/occlude.ts";
export { changePose, type PoseKind, poses } from "./pose.ts";
export { type Severity, severities } from "./severity.ts";
export { type Condition, robustnessSuite } from "./suite.ts";
