import type { ExecutionProvider, SessionOptions } from "@faceseg/onnx/run";
import type { ChosenEngine } from "./engine-options.ts";

/** Runs graphs compiled for ONNX Runtime. */
export interface CompiledEngine {
  /** Told from eager engines by this. */
  readonly kind: "compiled";
  /** For `compile` and `createSession` of `@faceseg/onnx`. */
  readonly session: SessionOptions;
  /** Whether it runs on this machine's processor in native code, whose blocked convolutions a training may use. */
  readonly isNativeCpu: boolean;
  /** The execution providers that were not tried, as one before them works. */
  readonly untriedProviders: readonly ExecutionProvider[];
}

/** Runs TensorFlow.js functions as they are. */
export interface EagerEngine {
  /** Told from compiled engines by this. */
  readonly kind: "eager";
  /** An initialized TensorFlow.js backend. */
  readonly backend: string;
}

/** How an engine runs a network. */
export type EngineKind = CompiledEngine | EagerEngine;

/** An engine that works on this machine, before it is chosen. */
export interface AvailableEngine {
  /** How it runs a network. */
  readonly engine: EngineKind;
  /** What runs: package, version, processor or backend, and what was asked for and did not work. */
  readonly detail: string;
  /** Why `"auto"` skips it although it works. */
  readonly avoid?: string;
}

/** A chosen engine, and how it runs a network. */
export type Engine = EngineKind & {
  /** Its name, and why it was chosen. */
  readonly chosen: ChosenEngine;
};
