import { orMissing, required } from "@faceseg/core";

/** The module `@tensorflow/tfjs-core`. */
export type Tfjs = typeof import("@tensorflow/tfjs-core");

/**
 * TensorFlow.js, loaded on demand: pages that run ONNX files do without it.
 *
 * @param purpose What needs it, as the start of a sentence.
 * @throws {PackageMissingError} where it is not installed.
 */
export const loadTfjs = async (purpose: string): Promise<Tfjs> =>
  required(
    await import("@tensorflow/tfjs-core").catch(orMissing("@tensorflow/tfjs-core")),
    "@tensorflow/tfjs-core",
    purpose,
  );
