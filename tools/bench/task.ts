import type { ChosenEngine } from "@faceseg/engine";
import type { NetworkName } from "faceseg";

/** Which networks are measured: those of the 2025 study, which the peers have too, or those of the packages. */
export const variants = ["study", "default"] as const;
/** A version of the networks. */
export type Variant = (typeof variants)[number];

/** An engine to measure; `tfjs` runs on the cpu backend here. */
export type EngineName = ChosenEngine["name"];
/** All engines. */
export const engineNames = [
  "onnxruntime",
  "onnxruntime-web",
  "tensorflow",
  "webgpu",
  "tfjs",
] as const satisfies readonly EngineName[];

/** A network and the shape of its input. */
export interface Shape {
  readonly network: NetworkName;
  readonly variant: Variant;
  readonly size: number;
  readonly batch: number;
}

/** A training and an inference to be timed. */
export interface Job extends Shape {
  readonly threads: number;
  /** Timed steps; one more warms up. */
  readonly steps: number;
  /** No step starts after this many seconds. */
  readonly seconds: number;
}

/** An inference of an ONNX file to be timed. */
export interface FileJob extends Omit<Job, "network" | "variant"> {
  readonly path: string;
}

/** What one process measured: milliseconds of each timed step of a whole batch. */
export interface Times {
  readonly train: readonly number[];
  readonly infer: readonly number[];
  /** Peak resident memory of the process up to the end of training, in MB of 10^6 bytes. */
  readonly peakRssMb: number;
  readonly version: string;
}

/** The costs of a network for one image. */
export interface Cost {
  readonly macs: number;
  readonly activationBytes: number;
  readonly parameters: number;
}

/** Ways to run one network: this project's two, then ONNX Runtime itself at its graph optimization levels. */
export const inferenceWays = ["createPredictor", "createSession", "all", "extended", "basic"] as const;

/** Milliseconds of inferences of one network. */
export type InferenceTimes = Readonly<Record<(typeof inferenceWays)[number], readonly number[]>>;

/** One ONNX operator in a profile, for one step. */
export interface OperatorTime {
  readonly operator: string;
  readonly nodes: number;
  readonly ms: number;
}

/** The profile of a training step and of an inference. */
export interface Profile {
  readonly train: readonly OperatorTime[];
  readonly infer: readonly OperatorTime[];
}

/** The tasks of a worker process, with the types of their answers. */
export interface Tasks {
  measure: { readonly job: Job & { readonly engine: EngineName }; readonly answer: Times };
  cost: { readonly job: Shape; readonly answer: Cost };
  file: { readonly job: FileJob; readonly answer: Times };
  peak: { readonly job: { readonly threads: number }; readonly answer: number };
  engines: { readonly job: null; readonly answer: readonly EngineName[] };
  inference: { readonly job: Job; readonly answer: InferenceTimes };
  profile: { readonly job: Job; readonly answer: Profile };
}
