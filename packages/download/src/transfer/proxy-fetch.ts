const variables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

/**
 * `fetch` through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY (or their lower-case forms) name. Node's own fetch
 * ignores these variables; undici's does not, and is loaded only if one is set.
 */
export async function proxyFetch(): Promise<typeof fetch> {
  if (!variables.some((name) => process.env[name])) return fetch;
  const undici = await import("undici");
  const dispatcher = new undici.EnvHttpProxyAgent();
  return ((url: string, init: object) =>
    undici.fetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
}
