export { type BatchNormalized, batchNormalization } from "./batch-normalization.ts";
export { probeChannelBlock } from "./channel-block.ts";
export { type CompiledFunction, type CompileOptions, compile, type InputSpec } from "./compile.ts";
export { createSession } from "./create-session.ts";
export { dilatedConv2d, dilatedDepthwiseConv2d } from "./dilated-convolution.ts";
export { type DropoutMaskOptions, dropoutMask } from "./dropout-mask.ts";
export {
  type ExportableModel,
  type ExportInput,
  type ExportOptions,
  exportOnnx,
} from "./export/export-onnx.ts";
export type { Precision } from "./export/store-weights.ts";
export type { DataType } from "./graph.ts";
export type { Layout } from "./lower/layout.ts";
export type { Packing } from "./lower/lowering.ts";
export type { OnnxType } from "./onnx/model.ts";
export { pack, packArrays, unpack, unpackArrays } from "./packing.ts";
export type { Port, Ports } from "./ports.ts";
export {
  loadRuntime,
  type OnnxRuntime,
  type OrtPort,
  type OrtSession,
  type OrtTensor,
  RuntimeMissingError,
  type RuntimeName,
} from "./runtime.ts";
export { type ExecutionProvider, Session, type SessionOptions, type TensorData } from "./session.ts";
export { TraceError } from "./trace/error.ts";
export type { TensorFunction } from "./trace/trace.ts";
