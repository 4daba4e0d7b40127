export type { OnnxType } from "./onnx/model.ts";
export { createSession } from "./session/create-session.ts";
export type { Port, Ports } from "./session/ports.ts";
export { type LoadedRuntime, loadRuntime, type RuntimeName } from "./session/runtime.ts";
export type { ExecutionProvider, Session, SessionOptions, TensorData } from "./session/session.ts";
