import { Session, type SessionOptions } from "./session.ts";

/**
 * Loads any ONNX file; its inputs and outputs are read from it. An input may have one free dimension, such as the
 * batch, whose size follows from the number of elements fed.
 *
 * ONNX Runtime optimizes such a file in full (`optimization: "all"`) unless the options say otherwise.
 *
 * @param onnx The file's bytes, or where it lies: a path, in browsers a URL.
 * @throws {PackageMissingError} where no ONNX Runtime is installed.
 * @throws {TypeError} where an input or output has an element type that typed arrays do not hold.
 * @example
 * const session = await createSession("faces.onnx", { threads: 2 });
 * session.inputs; //=> { images: { shape: ["batch", 256, 256, 3], dtype: "float32" } }
 * const { softmax } = await session.run({ images: new Float32Array(256 * 256 * 3) });
 */
export const createSession = (onnx: Uint8Array | string, options: SessionOptions = {}): Promise<Session> =>
  Session.create(onnx, undefined, undefined, { optimization: "all", ...options });
