import { compile, type ExecutionProvider, loadRuntime, type RuntimeName } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { EngineUnavailableError, messageOf } from "./loaded-engine.ts";

/** The first execution provider of a list that works, and why those before it do not. */
export interface WorkingProvider {
  readonly provider: ExecutionProvider;
  readonly name: string;
  readonly passed: readonly string[];
}

/** What ONNX Runtime calls an execution provider. */
export const providerName = (provider: ExecutionProvider): string =>
  typeof provider === "string" ? provider : provider.name;

/**
 * Tries ONNX Runtime's execution providers one by one, each alone, on a small graph: given several, ONNX Runtime fails
 * for one that is missing or drops it without an error, depending on the provider.
 *
 * @throws {EngineUnavailableError} where none works.
 */
export async function workingProvider(
  runtime: RuntimeName,
  providers: readonly ExecutionProvider[],
  threads: number | undefined,
): Promise<WorkingProvider> {
  const passed: string[] = [];
  for (const provider of providers) {
    const failure = await tryProvider(runtime, provider, threads);
    const name = providerName(provider);
    if (failure === undefined) return { provider, name, passed };
    passed.push(`${name}: ${failure}`);
  }
  throw new EngineUnavailableError(
    `none of executionProviders [${providers.map(providerName).join(", ")}] works in ${runtime} (${passed.join("; ")}); ` +
      `add "${runtime === "onnxruntime-node" ? "cpu" : "wasm"}" to fall back to the processor`,
  );
}

async function tryProvider(
  runtime: RuntimeName,
  provider: ExecutionProvider,
  threads: number | undefined,
): Promise<string | undefined> {
  const { ort } = await loadRuntime(runtime);
  // Both packages share one registry: a provider that this one lacks may be found in the other.
  const { listSupportedBackends } = ort as { listSupportedBackends?: () => { name: string }[] };
  const names = listSupportedBackends?.().map(({ name }) => name);
  if (names && !names.includes(providerName(provider)))
    return `not in this build, which has ${names.join(", ")}`;
  const options = { runtime, channelBlock: 0, executionProviders: [provider], ...(threads && { threads }) };
  try {
    const relu = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.relu(x as tf.Tensor) });
    const { session } = await compile(relu, { x: { shape: [2] } }, options);
    const { y } = await session.run({ x: Float32Array.of(-1, 1) });
    await session.dispose();
    return y?.[0] === 0 && y[1] === 1 ? undefined : `computes relu(-1, 1) = ${y}`;
  } catch (error) {
    return messageOf(error).trim();
  }
}
