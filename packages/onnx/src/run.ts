export { createSession } from "./create-session.ts";
export type { OnnxType } from "./onnx/model.ts";
export type { Port, Ports } from "./ports.ts";
export { loadRuntime, RuntimeMissingError, type RuntimeName } from "./runtime.ts";
export type { ExecutionProvider, Session, SessionOptions, TensorData } from "./session.ts";
