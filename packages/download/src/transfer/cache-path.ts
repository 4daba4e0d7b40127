import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The default folder for downloads: `faceseg` in `$XDG_CACHE_HOME`, or in `~/.cache`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: base = "" } = process.env;
  return join(isAbsolute(base) ? base : join(homedir(), ".cache"), "faceseg");
}

/** Where a cache keeps the file of a URL: by host, path and query. */
export function cachePath(folder: string, url: URL): string {
  const parts = url.pathname.split("/").filter((part) => part !== "");
  const name = `${parts.pop() ?? "index"}${encodeURIComponent(url.search)}`;
  return join(folder, url.host.replace(":", "_"), ...parts, name);
}
