export { type CompiledFunction, type CompileOptions, compile, type InputSpec } from "./compile.ts";
export { TraceError } from "./errors/trace-error.ts";
export {
  type ExportableModel,
  type ExportInput,
  type ExportOptions,
  exportOnnx,
  type ModelInput,
} from "./export/export-onnx.ts";
export type { Precision } from "./export/store-weights.ts";
export { formatGraph } from "./graph/format-graph.ts";
export type { DataType, Graph, GraphNode, GraphValue, TensorSpec } from "./graph/graph.ts";
export type { OnnxType } from "./onnx/model.ts";
export {
  type BatchNormalizationOptions,
  type BatchNormalized,
  batchNormalization,
} from "./ops/batch-normalization.ts";
export { type DilatedOptions, dilatedConv2d, dilatedDepthwiseConv2d } from "./ops/dilated-convolution.ts";
export { type DropoutMaskOptions, dropoutMask } from "./ops/dropout-mask.ts";
export type { OnPass, PassName } from "./passes/passes.ts";
export { createSession } from "./session/create-session.ts";
export type { Port, Ports } from "./session/ports.ts";
export {
  type LoadedRuntime,
  loadRuntime,
  type OnnxRuntime,
  type OrtPort,
  type OrtSession,
  type OrtTensor,
  type RuntimeName,
} from "./session/runtime.ts";
export { type ExecutionProvider, Session, type SessionOptions, type TensorData } from "./session/session.ts";
export type { TensorFunction } from "./trace/trace.ts";
