import { ModelFileError } from "../errors/model-file-error.ts";
import type { Files } from "./files.ts";

/** Files on the web, by URL. Relative URLs start at the page or worker. */
export const fromWeb: Files = {
  resolve: async (model) => toUrl(model).href,
  async read(href, { maxBytes }) {
    return bodyOf(await answerOf(href), href, maxBytes);
  },
  beside(address, name) {
    const folder = URL.canParse(".", address) ? new URL(".", address).href : undefined;
    const href = folder !== undefined && URL.canParse(name, folder) ? new URL(name, folder).href : undefined;
    // A URL may climb in ways that the name does not show, such as %2e%2e.
    if (folder === undefined || !href?.startsWith(folder)) {
      const found = JSON.stringify(name);
      throw new ModelFileError(`Expected paths in the model's own folder, found ${found}`, { file: address });
    }
    return href;
  },
  async nearby(address, name, { maxBytes }) {
    // Nothing is beside what lies in memory, such as a `blob:`.
    const folder = URL.canParse(".", address) ? new URL(".", address).pathname : undefined;
    const paths = folder === undefined ? [] : folder.endsWith("/onnx/") ? [name, `../${name}`] : [name];
    for (const path of paths) {
      const { href } = new URL(path, address);
      const answer = await answerOf(href, absent);
      const bytes = answer.ok ? await bodyOf(answer, href, maxBytes) : undefined;
      // Servers of single-page applications answer with their page for what is missing.
      if (bytes && !new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith("<")) {
        return { address: href, bytes };
      }
    }
    return undefined;
  },
};

/** What servers answer for a file that is not there; some stores do not even tell that. */
const absent = [401, 403, 404, 410];

/** A server's answer; one that refuses is an error, unless its status is among `allowed`. */
async function answerOf(href: string, allowed: readonly number[] = []): Promise<Response> {
  const response = await fetch(href).catch((cause: Error) => {
    const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
    throw new ModelFileError(`Expected a model, found no answer: ${why}`, { file: href, cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (allowed.includes(response.status)) return response;
  const found = `${response.status} ${response.statusText}`.trim();
  throw new ModelFileError(`Expected a model, found ${found}`, { file: href });
}

function toUrl(address: string | URL): URL {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  try {
    return new URL(address, base);
  } catch (cause) {
    throw new TypeError(
      `Expected \`model\` to be a URL or bytes, got ${JSON.stringify(address)}; for a path, import from the package's "/node"`,
      { cause },
    );
  }
}

/** The body of a response. A server may announce no length, or a wrong one: the bytes are counted as they come. */
async function bodyOf(response: Response, file: string, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((cause: Error) => {
      const found = `the connection ended after ${length} bytes: ${cause.message}`;
      throw new ModelFileError(`Expected the whole file, found that ${found}`, { file, cause });
    });
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new ModelFileError(`Expected at most ${maxBytes} bytes, found more`, { file });
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
