import * as tf from "@tensorflow/tfjs-core";
import { eagerEngine } from "./eager-engine.ts";
import {
  EngineUnavailableError,
  importForNode,
  isNode,
  type LoadedEngine,
  messageOf,
} from "./loaded-engine.ts";
import { activate } from "./on-backend.ts";

const backendName = "tensorflow";
const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"];

/**
 * Eager training on TensorFlow's own library, through `@tensorflow/tfjs-node-gpu` or else `@tensorflow/tfjs-node`.
 * Loading either registers the backend; the active one stays as it was.
 */
export async function loadTensorflow(): Promise<LoadedEngine> {
  if (!isNode()) throw new EngineUnavailableError("@tensorflow/tfjs-node runs in Node only");
  const repair = restoreUtil();
  const name = tf.findBackend(backendName) ? "the registered backend" : await loadPackage();
  const { binding } = tf.findBackend(backendName) as { binding?: { TF_Version?: string } };
  return eagerEngine(backendName, backendName, `${name}, TensorFlow ${binding?.TF_Version}${repair}`);
}

/** The name of the first package that loads. */
async function loadPackage(): Promise<string> {
  const previous = tf.getBackend();
  const failures: string[] = [];
  for (const name of packages) {
    try {
      await importForNode(name);
      return name;
    } catch (error) {
      failures.push(messageOf(error));
    } finally {
      activate(previous);
    }
  }
  throw new EngineUnavailableError(`${failures.join("; ")}; npm install @tensorflow/tfjs-node`);
}

/** Puts back the functions of Node's `util` that tfjs-node 4.22 calls and Node 23 removed. */
function restoreUtil(): string {
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => Util } };
  const util = process?.getBuiltinModule?.("node:util");
  if (!util || util.isNullOrUndefined) return "";
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray; // there, but prints a warning
  return ", with util.isNullOrUndefined, which this Node lacks, put back";
}

interface Util {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}
