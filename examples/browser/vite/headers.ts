import type { Plugin } from "vite";

/**
 * What the page may do: run its own scripts and WebAssembly, show images from memory, and ask nobody but its own
 * server. A worker has the policy that comes with its script, so the header belongs to every file.
 *
 * @param styles where styles may come from; Vite's development server puts them into the page.
 */
const contentSecurityPolicy = (styles: string) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** Headers of every file. The first two give the page shared memory, without which WebAssembly has one thread. */
export const headers = (styles = "'self'") => ({
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Content-Security-Policy": `${contentSecurityPolicy(styles)}; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
});

/** Writes the policy into the built page as well, for servers that send no headers of one's own. */
export function policyInPage(): Plugin {
  return {
    name: "policy-in-page",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy("'self'") },
        injectTo: "head-prepend",
      },
    ],
  };
}
