import * as tf from "@tensorflow/tfjs-core";
import { explain } from "../errors/explain.ts";
import type { Graph, GraphValue, TensorSpec } from "../graph/graph.ts";
import { kernels } from "../kernels/kernels.ts";
import { traceBackendName } from "./is-tracing.ts";
import { watchLayers } from "./layer-watch.ts";
import { TraceBackend } from "./trace-backend.ts";

/** A function of named tensors; it may be called with real or with traced ones. */
export type TensorFunction = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

/**
 * Runs `fn` once on symbolic tensors and returns the kernel calls it made, gradients included.
 *
 * @throws {TraceError} where `fn` reads values, or uses a kernel that the compiler does not know.
 */
export function trace(fn: TensorFunction, specs: Readonly<Record<string, TensorSpec>>): Graph {
  registerKernels();
  const layers = watchLayers();
  const backend = new TraceBackend(layers);
  const previous = tf.engine().backendName;
  tf.registerBackend(traceBackendName, () => backend, -1);
  try {
    tf.setBackend(traceBackendName);
    let graph: Graph | undefined;
    tf.tidy(() => {
      const inputs: Record<string, GraphValue> = {};
      const tensors: Record<string, tf.Tensor> = {};
      for (const [name, { shape, dtype }] of Object.entries(specs)) {
        inputs[name] = { shape, dtype };
        tensors[name] = tf.engine().makeTensorFromTensorInfo(backend.tensorInfo(inputs[name]));
      }
      const outputs = Object.entries(fn(tensors)).map(([name, tensor]) => [name, backend.symbolOf(tensor)]);
      graph = { inputs, outputs: Object.fromEntries(outputs), nodes: backend.nodes };
    });
    return graph as Graph;
  } catch (error) {
    throw explain(error, layers.current(), backend.nodes);
  } finally {
    layers.stop();
    if (previous) tf.setBackend(previous);
    tf.removeBackend(traceBackendName);
  }
}

let registered = false;

function registerKernels(): void {
  if (registered) return;
  registered = true;
  for (const [kernelName, { infer }] of Object.entries(kernels)) {
    const kernelFunc: tf.KernelFunc = ({ inputs, backend, attrs = {} }) => {
      const tracer = backend as TraceBackend;
      const values: Record<string, GraphValue> = {};
      for (const [name, tensor] of Object.entries(inputs)) {
        if (tensor != null) values[name] = tracer.symbolOf(tensor as tf.TensorInfo);
      }
      const specs = infer(values, attrs);
      const outputs = (Array.isArray(specs) ? specs : [specs]).map(({ shape, dtype }) => ({ shape, dtype }));
      const layer = tracer.layers.current();
      const node = { kernel: kernelName, inputs: values, attrs: { ...attrs }, outputs };
      tracer.nodes.push({ ...node, ...(layer !== undefined && { layer }) });
      const infos = outputs.map((value) => tracer.tensorInfo(value));
      return Array.isArray(specs) ? infos : (infos[0] as tf.TensorInfo);
    };
    tf.registerKernel({ kernelName, backendName: traceBackendName, kernelFunc });
  }
}
