import { loadTfjs, type Tfjs } from "../backend/load-tfjs.ts";
import { activate } from "../backend/on-backend.ts";
import type { AvailableEngine } from "./engine.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { importForNode, isNode, messageOf } from "./platform.ts";

const backend = "tensorflow";
const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"];

/**
 * TensorFlow's own library, through `@tensorflow/tfjs-node-gpu` or else `@tensorflow/tfjs-node`. Loading either registers
 * the backend; the active one stays active.
 */
export async function tensorflow(): Promise<AvailableEngine> {
  if (!isNode()) throw new EngineUnavailableError("@tensorflow/tfjs-node runs in Node only");
  const tf = await loadTfjs('Engine "tensorflow"').catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  const repair = restoreUtil();
  const name = tf.findBackend(backend) ? "the registered backend" : await loadPackage(tf);
  const { binding } = tf.findBackend(backend) as { binding?: { TF_Version?: string } };
  return {
    detail: `${name}, TensorFlow ${binding?.TF_Version}${repair}`,
    engine: { kind: "eager", backend },
  };
}

/** The name of the first package that loads. */
async function loadPackage(tf: Tfjs): Promise<string> {
  const previous = tf.getBackend();
  const failures: string[] = [];
  for (const name of packages) {
    try {
      await importForNode(name);
      return name;
    } catch (error) {
      failures.push(messageOf(error));
    } finally {
      activate(tf, previous);
    }
  }
  throw new EngineUnavailableError(`${failures.join("; ")}; npm i @tensorflow/tfjs-node`);
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
