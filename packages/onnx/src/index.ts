export { type CompiledFunction, type CompileOptions, compile, type InputSpec } from "./compile.ts";
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
export { type BatchNormalized, batchNormalization } from "./ops/batch-normalization.ts";
export { dilatedConv2d, dilatedDepthwiseConv2d } from "./ops/dilated-convolution.ts";
export { type DropoutMaskOptions, dropoutMask } from "./ops/dropout-mask.ts";
export { pack, packArrays, unpack, unpackArrays } from "./ops/packing.ts";
export { probeChannelBlock } from "./session/channel-block.ts";
export { createSession } from "./session/create-session.ts";
export type { Port, Ports } from "./session/ports.ts";
export {
  loadRuntime,
  type OnnxRuntime,
  type OrtPort,
  type OrtSession,
  type OrtTensor,
  RuntimeMissingError,
  type RuntimeName,
} from "./session/runtime.ts";
export { type ExecutionProvider, Session, type SessionOptions, type TensorData } from "./session/session.ts";
export { TraceError } from "./trace/error.ts";
export type { TensorFunction } from "./trace/trace.ts";
