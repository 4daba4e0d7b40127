import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The folder for downloads: `faceseg` in `$XDG_CACHE_HOME`, or in `~/.cache`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: base = "" } = process.env;
  return join(isAbsolute(base) ? base : join(homedir(), ".cache"), "faceseg");
}

/** Where the file of a URL lies in a cache: by host, path and query, so that no two URLs share a file. */
export function cachePath(folder: string, url: URL): string {
  const parts = url.pathname.split("/").filter((part) => part !== "");
  const name = `${parts.pop() ?? "index"}${encodeURIComponent(url.search)}`;
  return join(folder, url.host.replace(":", "_"), ...parts, name);
}
