import type { Files } from "./model-source.ts";

/** Files of the web, addressed by URLs; relative ones start at the page or worker. */
export const fromWeb: Files = {
  async read(address) {
    const base = (globalThis as { location?: { href: string } }).location?.href;
    let url: URL;
    try {
      url = new URL(address, base);
    } catch {
      throw new TypeError(
        `Expected \`model\` to be a URL or bytes, got ${JSON.stringify(address)}; for a path import createSegmenter from "@faceseg/segmenter/node"`,
      );
    }
    const response = await fetch(url).catch((cause: Error) => {
      const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
      throw new Error(`Expected a model at ${url.href}, got no answer: ${why}`, { cause });
    });
    if (!response.ok)
      throw new Error(`Expected a model at ${url.href}, got ${response.status} ${response.statusText}`);
    return { bytes: new Uint8Array(await response.arrayBuffer()), address: url.href };
  },
  beside: (address, name) => new URL(name, address).href,
};
