import { ModelFileError } from "../errors/model-file-error.ts";

/** Layers that run when the model runs; those of a nested model count once for each of its calls. */
const mostRuns = 20_000;
const mostDepth = 100;

/**
 * Refuses a `modelTopology` that TensorFlow.js would never finish building: layers that wait for each other or for a
 * layer that does not exist, and nested models that run too many layers.
 *
 * @throws {ModelFileError} naming the layer.
 */
export function checkTopology(topology: object): void {
  checkKeys(topology, 0);
  const runs = countRuns(topology, 0);
  if (!(runs <= mostRuns))
    throw new ModelFileError(`Expected at most ${mostRuns} layers to run, found ${runs}`);
}

/**
 * TensorFlow.js rewrites keys like `inbound_nodes` as `inboundNodes`, so two keys may become one: `name_` becomes `name`.
 * Keys that it does not write itself are refused, so that the check and the builder read the same values.
 */
function checkKeys(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > 20 * mostDepth) throw new ModelFileError("Expected a topology with fewer levels of nesting");
  for (const [key, item] of Object.entries(value)) {
    if (/^_|__|_$/.test(key) || key === "inboundNodes" || key === "className") {
      throw new ModelFileError(`Expected keys as tfjs writes them, found ${JSON.stringify(key)}`);
    }
    checkKeys(item, depth + 1);
  }
}

/** How many layers run when the model is run once. */
function countRuns(config: unknown, depth: number): number {
  if (depth > mostDepth) throw new ModelFileError(`Expected nested models at most ${mostDepth} levels deep`);
  const inner = listOf(config, "layers");
  if (!inner) {
    const about = Object(config) as { model_config?: unknown; config?: unknown };
    const next = about.model_config ?? about.config;
    return typeof next === "object" && next !== null ? countRuns(next, depth + 1) : 1;
  }
  if (inner.some((layer) => listOf(layer, "inbound_nodes"))) checkCalls(inner);
  return inner.reduce(
    (sum: number, layer) => sum + Math.max(1, callsOf(layer).length) * countRuns(layer, depth + 1),
    0,
  );
}

/** Runs through the calls in an order in which TensorFlow.js can make them: each waits for the calls whose outputs it takes. */
function checkCalls(layers: readonly unknown[]): void {
  const done = new Map<unknown, number>();
  const waiting = layers.map((layer) => {
    const { name } = Object(layer) as { name?: unknown };
    if (typeof name !== "string")
      throw new ModelFileError(`Expected each layer to have a name, found ${name}`);
    if (done.has(name)) throw new ModelFileError(`Expected each layer once, found ${name} twice`);
    // Inputs and models have been called once when they are made.
    const isCalled = classOf(layer) === "InputLayer" || listOf(Object(layer).config, "layers") !== undefined;
    done.set(name, isCalled ? 1 : 0);
    return { name, calls: callsOf(layer) };
  });
  const isReady = (call: unknown) =>
    Array.isArray(call) &&
    call.length > 0 &&
    call.every(
      (source) =>
        Array.isArray(source) && Number.isInteger(source[1]) && (done.get(source[0]) ?? 0) > source[1],
    );
  for (let progress = true; progress; ) {
    progress = false;
    for (const layer of waiting) {
      const left = layer.calls.filter((call) => !isReady(call));
      if (left.length === layer.calls.length) continue;
      done.set(layer.name, (done.get(layer.name) ?? 0) + layer.calls.length - left.length);
      layer.calls = left;
      progress = true;
    }
  }
  const stuck = waiting.find(({ calls }) => calls.length > 0);
  if (stuck) {
    throw new ModelFileError(
      `Expected each layer to take outputs of other layers, found that ${stuck.name} waits for an output that is never made`,
    );
  }
}

const classOf = (layer: unknown): unknown => Object(layer).class_name;
const callsOf = (layer: unknown): unknown[] => listOf(layer, "inbound_nodes") ?? [];

function listOf(value: unknown, key: string): unknown[] | undefined {
  const list = (Object(value) as Record<string, unknown>)[key];
  return Array.isArray(list) ? list : undefined;
}
