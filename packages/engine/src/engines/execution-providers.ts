import { createSession, type ExecutionProvider, loadRuntime, type RuntimeName } from "@faceseg/onnx/run";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { messageOf } from "./platform.ts";
import { reluModel } from "./relu-model.ts";

/** The first execution provider of a list that works. */
export interface WorkingProvider {
  /** As the caller gave it, with its options. */
  readonly provider: ExecutionProvider;
  /** Its name. */
  readonly name: string;
  /** Why the ones before it do not work, each as "name: reason". */
  readonly failures: readonly string[];
  /** The ones after it. */
  readonly untried: readonly ExecutionProvider[];
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
  const failures: string[] = [];
  for (const [at, provider] of providers.entries()) {
    const failure = await tryProvider(runtime, provider, threads);
    const name = providerName(provider);
    if (failure === undefined) return { provider, name, failures, untried: providers.slice(at + 1) };
    failures.push(`${name}: ${failure}`);
  }
  throw new EngineUnavailableError(
    `none of executionProviders [${providers.map(providerName).join(", ")}] works in ${runtime} (${failures.join("; ")}); ` +
      `add "${runtime === "onnxruntime-node" ? "cpu" : "wasm"}" to fall back to the processor`,
  );
}

/** Why a provider does not work; undefined where it does. */
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
  const options = { runtime, executionProviders: [provider], ...(threads !== undefined && { threads }) };
  try {
    const session = await createSession(reluModel(), options);
    const { y } = await session.run({ x: Float32Array.of(-1, 1) });
    await session.dispose();
    return y?.[0] === 0 && y[1] === 1 ? undefined : `computes relu(-1, 1) = ${y}`;
  } catch (error) {
    return messageOf(error).trim();
  }
}
