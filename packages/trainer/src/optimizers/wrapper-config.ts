import type { JsonObject } from "../settings/json.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * The `config` of an optimizer that wraps another: that of the inner one, and in its list `wrappers`, from the innermost on,
 * the wrapper with its options.
 */
export function wrapperConfig({ config }: Optimizer, name: string, options: JsonObject): JsonObject {
  const { wrappers = [], ...inner } = config ?? {};
  return { ...inner, wrappers: [...(wrappers as readonly JsonObject[]), { name, ...options }] };
}
